import { Button, Checkbox, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestThanks, type Closing } from '../../../../bot/http/contract/closing.ts';
import type { Programme } from '../../../../bot/http/contract/programme.ts';
import { useClosing, useCloseProgramme, useSayThanks } from '../../../api/insight.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { PersonLine } from '../../../components/person.tsx';
import { Section } from '../../../components/section.tsx';
import { CardSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';
import { useInsightWriting } from '../insight/writing.ts';

const useStyles = makeStyles({
  outcomes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))',
    gap: '12px 16px',
    margin: '0',
    '& > div': { display: 'flex', flexDirection: 'column-reverse', justifyContent: 'flex-end', minWidth: '0' },
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': {
      margin: '0',
      fontSize: tokens.fontSizeHero700,
      lineHeight: tokens.lineHeightHero700,
      fontWeight: tokens.fontWeightSemibold,
    },
  },
  act: { alignSelf: 'flex-start' },
});

/** The end of a programme: what came of it, thanks, who would like another round, and closing it. */
export function ClosingPage({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const closing = useClosing(programme.id);
  if (closing.isPending) return <CardSkeletons count={4} />;
  if (closing.isLoadingError) return <Trouble error={closing.error} again={() => void closing.refetch()} />;
  const shown = { programme, closing: closing.data };
  return (
    <div className={styles.stack}>
      <PageHeader title={t('lead.sections.closing')} />
      <Outcomes {...shown} />
      <Thanks {...shown} />
      {closing.data.thanks.at !== null && <AnotherRound {...shown} />}
      <Close {...shown} />
    </div>
  );
}

interface Shown {
  readonly programme: Programme;
  readonly closing: Closing;
}

function Outcomes({ closing: { outcomes, releases } }: Shown) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shared = usePageStyles();
  const numbers = useNumbers();
  const { share } = useInsightWriting();
  const counts = [
    ['pairings', outcomes.pairings],
    ['people', outcomes.people],
    ['meetings', outcomes.meetingsHeld],
    ['agendas', outcomes.meetingsWithAgenda],
    ['commitmentsMade', outcomes.commitmentsMade],
    ['commitmentsClosed', outcomes.commitmentsClosed],
  ] as const;
  const newest = new Map(
    releases.flatMap(({ figures }) => figures.map((figure) => [`${figure.key} ${figure.side}`, figure] as const)),
  );
  const lines = [...newest.values()].flatMap(({ key, side, shares }) => {
    const found = shares.find(({ said }) => said === 'yes' || said === 'balanced');
    if (!found) return [];
    const [name, who] = [t(`insight.keys.${key}`), t(`insight.sides.${side}`)];
    return [t('closing.keyLine', { key: name, side: who, share: share(found) })];
  });
  return (
    <Section heading={t('closing.outcomes')}>
      <dl className={styles.outcomes}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{t(`closing.${name}`)}</dt>
            <dd>{numbers(count)}</dd>
          </div>
        ))}
      </dl>
      <Text as="h3" weight="semibold" className={shared.heading}>
        {t('closing.lastFigures')}
      </Text>
      {lines.length === 0 ? (
        <Text className={shared.quiet}>{t('closing.noFigures')}</Text>
      ) : (
        <ul className={shared.lines}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Thanks({ programme, closing: { thanks } }: Shown) {
  const { t } = useTranslation();
  const styles = useStyles();
  const shared = usePageStyles();
  const { locale } = useSurroundings().host;
  const send = useSayThanks(programme.id);
  const [words, setWords] = useState('');
  const [asksAnotherRound, setAsks] = useState(true);
  const [isAsking, setIsAsking] = useState(false);
  if (thanks.at !== null) {
    return (
      <Section heading={t('closing.thanks.title')}>
        <Text role="status">{t('closing.thanks.said', { name: thanks.by ?? '', day: dayOf(thanks.at, locale) })}</Text>
        {thanks.words !== null && <Text>{t('closing.thanks.yourWords', { words: thanks.words })}</Text>}
      </Section>
    );
  }
  const { people } = thanks;
  return (
    <Section heading={t('closing.thanks.title')}>
      {people === 0 ? (
        <Text>{t('closing.thanks.nobody')}</Text>
      ) : (
        <>
          <Text>{t('closing.thanks.text', { count: people })}</Text>
          <Field label={t('closing.thanks.words')}>
            <Textarea value={words} maxLength={longestThanks} onChange={(_, { value }) => setWords(value)} />
          </Field>
          <Checkbox
            label={t('closing.thanks.ask')}
            checked={asksAnotherRound}
            onChange={(_, { checked }) => setAsks(checked === true)}
          />
          <Button appearance="primary" className={styles.act} onClick={() => setIsAsking(true)}>
            {t('closing.thanks.say')}
          </Button>
        </>
      )}
      {isAsking && (
        <ActionDialog
          title={t('closing.thanks.confirmTitle')}
          action={t('closing.thanks.say')}
          isDisabled={send.isPending}
          error={send.error}
          act={() => send.mutate({ words, asksAnotherRound }, { onSuccess: () => setIsAsking(false) })}
          close={() => setIsAsking(false)}
        >
          <Text>{t('closing.thanks.confirm', { count: people })}</Text>
          {words.trim() !== '' && (
            <Text className={shared.quiet}>{t('closing.thanks.yourWords', { words: words.trim() })}</Text>
          )}
        </ActionDialog>
      )}
    </Section>
  );
}

function AnotherRound({ closing: { anotherRound } }: Shown) {
  const { t } = useTranslation();
  const shared = usePageStyles();
  const numbers = useNumbers();
  const { isAsked, yes } = anotherRound;
  return (
    <Section heading={t('closing.round.title')} aside={isAsked && <Text role="status">{numbers(yes.length)}</Text>}>
      {!isAsked && <Text>{t('closing.round.not')}</Text>}
      {isAsked && yes.length === 0 && <Text>{t('closing.round.none')}</Text>}
      {yes.length > 0 && (
        <ul className={shared.list}>
          {yes.map(({ person, role }) => (
            <li key={person.id} className={shared.item}>
              <PersonLine person={person} />
              <Text className={shared.quiet}>{t(`closing.round.${role}`)}</Text>
            </li>
          ))}
        </ul>
      )}
      {isAsked && (
        <Text size={200} className={shared.quiet}>
          {t('closing.round.seen')}
        </Text>
      )}
    </Section>
  );
}

function Close({ programme, closing }: Shown) {
  const { t } = useTranslation();
  const styles = useStyles();
  const numbers = useNumbers();
  const { locale } = useSurroundings().host;
  const close = useCloseProgramme(programme.id);
  const [isAsking, setIsAsking] = useState(false);
  const { state, closedAt, closedBy, openPairings, meetingsPlanned } = closing;
  const left = (
    <>
      {openPairings > 0 && <Text>{t('closing.close.toEnd', { count: openPairings })}</Text>}
      {meetingsPlanned > 0 && <Text>{t('closing.close.toCancel', { count: meetingsPlanned })}</Text>}
    </>
  );
  return (
    <Section heading={t('closing.close.title')}>
      {closedAt !== null && (
        <Text role="status">{t('closing.close.done', { name: closedBy ?? '', day: dayOf(closedAt, locale) })}</Text>
      )}
      {state === 'closing' && <Text role="status">{t('closing.close.under', { left: numbers(openPairings) })}</Text>}
      {state === 'open' && (
        <>
          <Text>{t('closing.close.text')}</Text>
          {left}
          <Button className={styles.act} onClick={() => setIsAsking(true)}>
            {t('closing.close.act')}
          </Button>
        </>
      )}
      {isAsking && (
        <ActionDialog
          title={t('closing.close.confirmTitle', { programme: programme.name })}
          action={t('closing.close.act')}
          isDisabled={close.isPending}
          error={close.error}
          act={() => close.mutate(undefined, { onSuccess: () => setIsAsking(false) })}
          close={() => setIsAsking(false)}
        >
          <Text>{t('closing.close.confirm')}</Text>
          {left}
        </ActionDialog>
      )}
    </Section>
  );
}
