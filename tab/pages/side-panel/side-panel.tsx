import { Button, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { CalendarLtrRegular, CheckmarkRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgendaItem } from '../../../bot/http/contract/agenda.ts';
import type { Me } from '../../../bot/http/contract/me.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { useAgenda, useMeetingOfChat, useMyMeeting, type AgendaEdit } from '../../api/agenda.ts';
import { useSurroundings } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Section } from '../../components/section.tsx';
import { RowSkeletons } from '../../components/skeletons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useNow } from '../../components/use-now.ts';
import { timeSpan } from '../../components/when.ts';
import { useDrafts } from '../agenda/drafts.ts';
import { Heard } from '../agenda/heard.tsx';
import { momentOf, type Moment } from './moment.ts';

/** Milliseconds between two looks at the clock. */
const tick = 5_000;

const useStyles = makeStyles({
  panel: { maxWidth: '420px', marginInline: 'auto' },
  top: { display: 'flex', flexDirection: 'column', gap: '4px', overflowWrap: 'anywhere' },
  current: {
    margin: '0',
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  questions: {
    margin: '0',
    padding: '0',
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  question: {
    paddingInlineStart: '10px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke2,
    fontSize: tokens.fontSizeBase300,
    overflowWrap: 'anywhere',
  },
  next: { display: 'flex', flexDirection: 'column', gap: '2px', color: tokens.colorNeutralForeground2 },
  nextHeading: {
    margin: '0',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
  },
  wide: { width: '100%' },
  help: { display: 'flex', flexDirection: 'column', gap: '4px' },
});

/** Beside the meeting: one item of its agenda at a time, a question when it may help, and what was heard at the end. */
export function SidePanel({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const found = useMeetingOfChat(host.meetingChatId);
  const meetingId = found.data?.meetingId ?? null;
  return (
    <div className={`${own.panel} ${styles.stack}`}>
      {found.isPending && <RowSkeletons count={3} />}
      {found.isError && !found.data && <Trouble error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && meetingId === null && (
        <EmptyState icon={<CalendarLtrRegular />} title={t('sidePanel.none')} text={t('sidePanel.noneText')} />
      )}
      {meetingId !== null && <Panel key={meetingId} meetingId={meetingId} me={me} />}
    </div>
  );
}

function Panel({ meetingId, me }: { readonly meetingId: string; readonly me: Me }) {
  const found = useMyMeeting(meetingId);
  if (found.data) return <InMeeting stands={found.data} me={me} />;
  return found.isError ? (
    <Trouble error={found.error} again={() => void found.refetch()} />
  ) : (
    <RowSkeletons count={3} />
  );
}

function InMeeting({ stands, me }: { readonly stands: MyMeeting; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const agenda = useAgenda(stands.id, () => undefined);
  const meeting = agenda.withPending(stands);
  const drafts = useDrafts(me.personId, stands.id);
  const moment = momentOf(meeting, useNow(tick));
  const name = meeting.partner.displayName;
  const { current, next, word, items, reached } = moment;
  const isOver = meeting.state === 'held';
  const isHeardShown = isOver || word === 'heard' || meeting.summary !== null;
  return (
    <>
      <div className={own.top}>
        <Text size={200} className={styles.quiet}>
          {t('agenda.with', { name, number: meeting.number, meetings: meeting.meetings })}
        </Text>
        <Text size={200} className={styles.quiet}>
          {timeSpan(meeting.startsAt, meeting.endsAt, me.timeZone, host.locale)}
        </Text>
        {items > 0 && (
          <ProgressBar
            value={reached / items}
            thickness="medium"
            aria-label={t('sidePanel.progress', { reached, items })}
            aria-valuetext={t('sidePanel.progress', { reached, items })}
          />
        )}
      </div>
      <Trouble error={agenda.error} />
      {!isOver && <Now meeting={meeting} moment={moment} act={agenda.act} />}
      {!isOver && next && (
        <div className={own.next}>
          <h2 className={own.nextHeading}>{t('sidePanel.next')}</h2>
          <Text>
            <bdi>{next.text}</bdi>
          </Text>
        </div>
      )}
      {isHeardShown && (
        <Section
          heading={
            meeting.summary === null
              ? t(meeting.role === 'mentee' ? 'sidePanel.heard' : 'sidePanel.askHeard', { name })
              : t(meeting.role === 'mentee' ? 'agenda.heard.title' : 'agenda.heard.theirTitle', { name })
          }
          isAsked={current === null || isOver}
        >
          <Heard meeting={meeting} drafts={drafts} />
        </Section>
      )}
    </>
  );
}

/** The item that the two are on. */
function Now(props: {
  readonly meeting: MyMeeting;
  readonly moment: Moment;
  readonly act: (edit: AgendaEdit) => void;
}) {
  const { meeting, moment, act } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { current, next, before, items, word } = moment;
  const name = meeting.partner.displayName;
  const reach = (item: AgendaItem, isReached: boolean) => act({ kind: 'reach', itemId: item.id, isReached });
  const question = useQuestion(meeting, current);
  return (
    <Section heading={t(current ? 'sidePanel.now' : 'agenda.heading')}>
      {/* The other one may go on too. */}
      <div aria-live="polite" className={styles.tight}>
        {current && (
          <p className={own.current}>
            <bdi>{current.text}</bdi>
          </p>
        )}
        {!current && (
          <Text>
            {items > 0
              ? t('sidePanel.allDone')
              : t(meeting.role === 'mentee' ? 'sidePanel.emptyMentee' : 'sidePanel.emptyMentor', { name })}
          </Text>
        )}
        {current && current.questions.length > 0 && (
          <ul className={own.questions} aria-label={t('sidePanel.questions')}>
            {current.questions.map((one) => (
              <li key={one} className={own.question}>
                <bdi>{one}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div role="status">
        {question !== null && (word === 'question' || items === 0) && (
          <div className={own.help}>
            <Text size={200} className={styles.quiet}>
              {t(items === 0 ? 'sidePanel.begin' : 'sidePanel.wouldHelp')}
            </Text>
            <Text italic>{question}</Text>
          </div>
        )}
      </div>
      {current && (
        <Button
          appearance={word === 'heard' ? 'secondary' : 'primary'}
          icon={<CheckmarkRegular />}
          className={own.wide}
          onClick={() => reach(current, true)}
        >
          {t(next ? 'sidePanel.doneNext' : 'sidePanel.done')}
        </Button>
      )}
      {before && (
        <Button
          appearance="subtle"
          size="small"
          aria-label={t('sidePanel.backOf', { text: before.text })}
          onClick={() => reach(before, false)}
        >
          {t('sidePanel.back')}
        </Button>
      )}
    </Section>
  );
}

/** A question that may help: another one for each item, and none that stands below it already. */
function useQuestion({ openQuestions, agenda }: MyMeeting, current: AgendaItem | null): string | null {
  const { t } = useTranslation();
  const [any] = useState(() => t('openQuestions.any', { returnObjects: true }));
  const offered = openQuestions.flatMap(({ group, numbers }) => {
    const texts = t(`openQuestions.${group}`, { returnObjects: true });
    return numbers.flatMap((number) => texts[number] ?? []);
  });
  const fresh = (offered.length > 0 ? offered : any).filter(
    (question) => !agenda.some(({ text, questions }) => text.includes(question) || questions.includes(question)),
  );
  const place = current ? agenda.findIndex(({ id }) => id === current.id) : 0;
  return fresh[place % Math.max(1, fresh.length)] ?? null;
}
