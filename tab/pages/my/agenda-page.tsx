import { Badge, Button, Card, Field, Input, mergeClasses, Text } from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular, DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Meeting, type AgendaItem, type Me, type MyPairing } from '../../../bot/http/contract/contract.ts';
import { useAct, useMyPairings, useSurroundings } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { timeSpan } from '../../components/when.ts';

/** The agenda of one meeting: the mentee sets it, the mentor suggests. */
export function AgendaPage({ me }: { readonly me: Me }) {
  const { meetingId } = useParams();
  const pairings = useMyPairings();
  const pairing = pairings.data?.pairings.find((one) => one.meetings.some((meeting) => meeting.id === meetingId));
  const meeting = pairing?.meetings.find((one) => one.id === meetingId);
  if (!pairing || !meeting) return <Trouble error={pairings.error} />;
  return <Agenda pairing={pairing} meeting={meeting} me={me} />;
}

type Edit = readonly [method: string, path: string, body?: unknown];

function Agenda(props: { readonly pairing: MyPairing; readonly meeting: Meeting; readonly me: Me }) {
  const { pairing, meeting, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const go = useNavigate();
  const { host } = useSurroundings();
  const [text, setText] = useState('');
  const path = `/my/meetings/${meeting.id}/agenda`;
  const act = useAct(Meeting, ([method, below, body]: Edit) => [method, `${path}${below}`, body] as const);
  const name = pairing.partner.displayName;
  const isMentee = pairing.role === 'mentee';
  const isOpen = meeting.state === 'planned';
  const add = () => act.mutate(['POST', '', { text }], { onSuccess: () => setText('') });
  return (
    <div className={styles.stack}>
      <div>
        <Button appearance="subtle" onClick={() => void go('/my')}>
          {t('agenda.back')}
        </Button>
      </div>
      <Card>
        <h2 className={styles.heading}>
          {t('agenda.title', { when: timeSpan(meeting.startsAt, meeting.endsAt, me.timeZone, host.locale) })}
        </h2>
        {meeting.agenda.length === 0 && (
          <Text>{isMentee ? t('agenda.emptyMentee') : t('agenda.emptyMentor', { name })}</Text>
        )}
        <ol className={styles.list}>
          {meeting.agenda.map((item, index) => (
            <Item
              key={item.id}
              item={item}
              isMentee={isMentee}
              isOpen={isOpen}
              place={[index, meeting.agenda.length]}
              edit={(edit) => act.mutate(edit)}
            />
          ))}
        </ol>
        <Trouble error={act.error} />
        {!isOpen && <Text className={styles.quiet}>{t('agenda.over')}</Text>}
        {isOpen && (
          <form
            className={styles.fields}
            onSubmit={(event) => {
              event.preventDefault();
              add();
            }}
          >
            <Field label={t(`agenda.label.${pairing.role}`)} className={styles.grow}>
              <Input value={text} maxLength={300} onChange={(_, { value }) => setText(value)} />
            </Field>
            <Button type="submit" disabled={text.trim() === '' || act.isPending}>
              {t(`agenda.add.${pairing.role}`)}
            </Button>
          </form>
        )}
        {isOpen && (
          <Ideas meeting={meeting} role={pairing.role} add={(idea) => act.mutate(['POST', '', { text: idea }])} />
        )}
        {isOpen && isMentee && (
          <>
            <Text className={styles.quiet} role="status">
              {meeting.agendaPublishedAt === null ? t('agenda.notPublished') : t('agenda.published', { name })}
            </Text>
            <div className={styles.row}>
              <Button
                appearance="primary"
                disabled={act.isPending || meeting.agenda.length === 0}
                onClick={() => act.mutate(['POST', '/publish'])}
              >
                {t('agenda.publish', { name })}
              </Button>
            </div>
          </>
        )}
      </Card>
    </div>
  );
}

/** Open questions to pick from; what is on the agenda already is not offered again. */
function Ideas(props: {
  readonly meeting: Meeting;
  readonly role: MyPairing['role'];
  readonly add: (text: string) => void;
}) {
  const { meeting, role, add } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const ideas = meeting.openQuestions.flatMap(({ topic, group, numbers }) => {
    const texts = t(`openQuestions.${group}`, { returnObjects: true });
    // A question that suits any topic is said with its own.
    const before = topic !== null && group === 'any' ? `${topic}: ` : '';
    return numbers.map((number) => `${before}${texts[number] ?? ''}`);
  });
  const isThere = new Set(meeting.agenda.map(({ text }) => text));
  const left = ideas.filter((idea) => !isThere.has(idea));
  if (left.length === 0) return null;
  return (
    <details>
      <summary>{t(`agenda.ideas.${role}`)}</summary>
      <ul className={styles.list}>
        {left.map((idea) => (
          <li key={idea} className={styles.item}>
            <span className={styles.grow}>{idea}</span>
            <Button size="small" aria-label={t('agenda.addIdea', { idea })} onClick={() => add(idea)}>
              {t(`agenda.add.${role}`)}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Item(props: {
  readonly item: AgendaItem;
  readonly isMentee: boolean;
  readonly isOpen: boolean;
  /** Index and length. */
  readonly place: readonly [number, number];
  readonly edit: (edit: Edit) => void;
}) {
  const { item, isMentee, isOpen, place, edit } = props;
  const [index, length] = place;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const isSuggested = item.state === 'suggested';
  const { text } = item;
  const move = (position: number) => edit(['PUT', `/${item.id}`, { position }]);
  return (
    <li className={mergeClasses(styles.item, isSuggested && styles.suggested)}>
      <span className={styles.grow}>{text}</span>
      {isSuggested && <Badge appearance="tint">{t('agenda.suggested')}</Badge>}
      {isOpen && isMentee && isSuggested && (
        <Button size="small" onClick={() => edit(['PUT', `/${item.id}`, { takeIn: true }])}>
          {t('agenda.takeIn')}
        </Button>
      )}
      {isOpen && isMentee && (
        <>
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowUpRegular />}
            aria-label={t('agenda.up', { text })}
            disabled={index === 0}
            onClick={() => move(index - 1)}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowDownRegular />}
            aria-label={t('agenda.down', { text })}
            disabled={index === length - 1}
            onClick={() => move(index + 1)}
          />
        </>
      )}
      {isOpen && (isMentee || (item.mine && isSuggested)) && (
        <Button
          size="small"
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('agenda.remove', { text })}
          onClick={() => edit(['DELETE', `/${item.id}`])}
        />
      )}
    </li>
  );
}
