import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageLink } from '../../../components/page-link.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { useClocks } from '../clocks.ts';
import { inOrder } from '../meetings-to-come.ts';
import { OfPairing } from './of-pairing.tsx';

const useStyles = makeStyles({
  quote: {
    margin: '0',
    paddingInlineStart: '12px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke1,
    whiteSpace: 'pre-wrap',
  },
});

/** What the mentee heard over time, what the mentor says of it, and what came of it. */
export function SummariesPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <OfPairing title={({ role, partner }) => t(`together.summaries.title.${role}`, { name: partner.displayName })}>
      {(pairing) => <Summaries pairing={pairing} me={me} />}
    </OfPairing>
  );
}

function Summaries({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const name = pairing.partner.displayName;
  const held = inOrder(pairing.meetings)
    .filter(({ wasHeld, summary }) => wasHeld || summary !== null)
    .toReversed();
  if (held.every(({ summary }) => summary === null)) {
    return (
      <EmptyState title={t('together.summaries.none')} text={t(`together.summaries.next.${pairing.role}`, { name })} />
    );
  }
  return (
    <>
      <Text className={styles.quiet}>{t('together.summaries.between', { name })}</Text>
      {held.map((meeting) => (
        <OneSummary key={meeting.id} pairing={pairing} meeting={meeting} me={me} />
      ))}
    </>
  );
}

function OneSummary(props: { readonly pairing: MyPairing; readonly meeting: Meeting; readonly me: Me }) {
  const { pairing, meeting, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const clocks = useClocks(me, pairing.partner);
  const { role, partner, commitments } = pairing;
  const { summary } = meeting;
  const name = partner.displayName;
  const commitment = commitments.find(({ meetingId }) => meetingId === meeting.id);
  return (
    <Section
      heading={clocks.day(meeting.startsAt)}
      aside={
        summary && (
          <Badge appearance="tint" color={summary.state === 'confirmed' ? 'success' : 'informative'}>
            {t(`together.summaries.state.${summary.state}`)}
          </Badge>
        )
      }
    >
      {summary ? (
        <blockquote className={own.quote}>{summary.text}</blockquote>
      ) : (
        <Text className={styles.quiet}>{t(`together.summaries.notWritten.${role}`, { name })}</Text>
      )}
      {summary?.correction !== null && summary?.correction !== undefined && (
        <div className={styles.tight}>
          <Text className={styles.quiet}>{t(`together.summaries.correction.${role}`, { name })}</Text>
          <blockquote className={own.quote}>{summary.correction}</blockquote>
        </div>
      )}
      {commitment && (
        <div className={styles.tight}>
          <Text weight="semibold">
            {role === 'mentee' ? t('agenda.will.standing') : t('agenda.will.theirStanding', { name })}
          </Text>
          <Text>{commitment.text}</Text>
          <Text className={styles.quiet}>{t(`agenda.will.state.${commitment.state}`, { name })}</Text>
        </div>
      )}
      <div>
        <PageLink
          to={`/my/meetings/${meeting.id}`}
          label={t('together.meetings.lookOf', { when: clocks.day(meeting.startsAt) })}
        >
          {t('together.meetings.look')}
        </PageLink>
      </div>
    </Section>
  );
}
