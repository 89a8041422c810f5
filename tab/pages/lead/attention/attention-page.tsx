import { Button, Link, makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Attention } from '../../../../bot/http/contract/attention.ts';
import { LeadPairing } from '../../../../bot/http/contract/pairings.ts';
import { useBulk } from '../../../api/pairings.ts';
import { useAct, useAttention, useSurroundings } from '../../../api/queries.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { Section } from '../../../components/section.tsx';
import { CardSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';
import { BulkProgress } from '../pairings/bulk-progress.tsx';
import { HelpItem } from './help-item.tsx';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' } });

type Two = Attention['declined'][number];

/** What the lead may have to see to, the most pressing first, each with what can be done about it. */
export function AttentionPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const page = usePageStyles();
  const { host } = useSurroundings();
  const go = useNavigate();
  const found = useAttention(programmeId);
  const nudge = useBulk(programmeId);
  const { data } = found;
  const day = (at: string) => dayOf(at, host.locale);
  const ask = (all: readonly Two[]) =>
    nudge.mutate({
      deed: { kind: 'nudge' },
      selection: { kind: 'these', ids: new Set(all.map(({ pairingId }) => pairingId)) },
      filter: new URLSearchParams(),
    });
  const look = ({ pairingId }: Two) => (
    <Button size="small" onClick={() => void go(`/lead/${programmeId}/pairings?pairing=${pairingId}`)}>
      {t('toSeeTo.look')}
    </Button>
  );
  const askOne = (one: Two) => (
    <Button size="small" disabled={nudge.isPending} onClick={() => ask([one])}>
      {t('toSeeTo.ask')}
    </Button>
  );
  const askAll = (all: readonly Two[]) =>
    all.length > 1 && (
      <Button size="small" appearance="subtle" disabled={nudge.isPending} onClick={() => ask(all)}>
        {t('toSeeTo.askAll')}
      </Button>
    );
  const toMatching = (
    <Button size="small" onClick={() => void go(`/lead/${programmeId}/matching`)}>
      {t('pairings.toMatching')}
    </Button>
  );

  return (
    <div className={page.stack}>
      <PageHeader title={t('attention.title')} />
      <BulkProgress programmeId={programmeId} />
      <Trouble error={nudge.error} />
      {found.isPending && <CardSkeletons />}
      <Trouble error={found.error} again={() => void found.refetch()} />
      {data && isNothing(data) && (
        <EmptyState icon={<CheckmarkCircleRegular />} title={t('toSeeTo.none')} text={t('toSeeTo.noneText')} />
      )}
      {data && data.help.length > 0 && (
        <Section heading={t('attention.help')} isAsked>
          <Text className={page.quiet}>{t('attention.private')}</Text>
          <ul className={page.list}>
            {data.help.map((one) => (
              <HelpItem key={one.id} asked={one} programmeId={programmeId} />
            ))}
          </ul>
        </Section>
      )}
      <Pairs
        heading={t('toSeeTo.failed')}
        of={data?.failed ?? []}
        text={({ mentor, mentee, problem }) =>
          t('attention.whyOf', {
            name: t('lead.mentors', { mentor: mentor.displayName, mentee: mentee.displayName }),
            why: problem === null ? t('lead.state.failed') : t(`lead.bookingProblem.${problem}`),
          })
        }
      >
        {(one) => (
          <>
            <BookAgain programmeId={programmeId} pairingId={one.pairingId} />
            {look(one)}
          </>
        )}
      </Pairs>
      <Pairs
        heading={t('toSeeTo.stalled')}
        of={data?.stalled ?? []}
        aside={askAll(data?.stalled ?? [])}
        text={({ mentor, mentee, since }) =>
          t('attention.stalled', { mentor: mentor.displayName, mentee: mentee.displayName, day: day(since) })
        }
      >
        {(one) => (
          <>
            {askOne(one)}
            {look(one)}
          </>
        )}
      </Pairs>
      <Pairs
        heading={t('toSeeTo.unanswered')}
        of={data?.unanswered ?? []}
        aside={askAll(data?.unanswered ?? [])}
        text={({ mentor, mentee, since }) =>
          t('attention.unanswered', { mentor: mentor.displayName, mentee: mentee.displayName, day: day(since) })
        }
      >
        {askOne}
      </Pairs>
      <Pairs
        heading={t('toSeeTo.declined')}
        of={data?.declined ?? []}
        aside={toMatching}
        text={({ mentor, mentee }) =>
          t('toSeeTo.declinedOf', { mentor: mentor.displayName, mentee: mentee.displayName })
        }
      />
      <Pairs
        heading={t('toSeeTo.moved')}
        of={data?.moved ?? []}
        text={({ mentor, mentee, times }) =>
          t('attention.moved', { mentor: mentor.displayName, mentee: mentee.displayName, count: times })
        }
      >
        {look}
      </Pairs>
      {data && data.unpairedCount > 0 && (
        <People heading={t('toSeeTo.unpaired')} count={data.unpairedCount} aside={toMatching}>
          {data.unpaired.map(({ person, role }) => (
            <li key={person.id}>
              <Text>{t('attention.whyOf', { name: person.displayName, why: t(`lead.role.${role}`) })}</Text>
            </li>
          ))}
        </People>
      )}
      {data && (data.unreachedCount > 0 || data.undelivered > 0) && (
        <People heading={t('toSeeTo.unreached')} count={data.unreachedCount}>
          {data.undelivered > 0 && (
            <li>
              <Text>{t('attention.undelivered', { count: data.undelivered })}</Text>
            </li>
          )}
          {data.notAllowed > 0 && (
            <li>
              <Text>{t('attention.mayNotAdd')}</Text>
            </li>
          )}
          {data.unreached.map(({ person, why }) => (
            <li key={person.id} className={page.row}>
              <Text>{t('attention.whyOf', { name: person.displayName, why: t(`attention.why.${why}`) })}</Text>
              {why !== 'left' && (
                <Link href={`mailto:${encodeURIComponent(person.userPrincipalName)}`} target="_blank" rel="noreferrer">
                  {t('toSeeTo.writeTo', { name: person.displayName })}
                </Link>
              )}
            </li>
          ))}
        </People>
      )}
    </div>
  );
}

function isNothing(data: Attention): boolean {
  const lists = [data.help, data.failed, data.stalled, data.unanswered, data.declined, data.moved];
  const counts = [data.unpairedCount, data.unreachedCount, data.undelivered];
  return lists.every(({ length }) => length === 0) && counts.every((count) => count === 0);
}

/** Pairings that one thing holds for; nothing where it holds for none. */
function Pairs<One extends Two>(props: {
  readonly heading: string;
  readonly of: readonly One[];
  readonly text: (one: One) => string;
  readonly aside?: ReactNode;
  /** What can be done about one. */
  readonly children?: (one: One) => ReactNode;
}) {
  const { heading, of, text, aside, children } = props;
  const page = usePageStyles();
  const styles = useStyles();
  if (of.length === 0) return null;
  return (
    <Section heading={heading} aside={aside}>
      <ul className={page.list}>
        {of.map((one) => (
          <li key={one.pairingId} className={page.item}>
            <Text className={mergeClasses(page.grow)}>{text(one)}</Text>
            {children && <div className={styles.buttons}>{children(one)}</div>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** People whom one thing holds for; the first of them where there are many. */
function People(props: {
  readonly heading: string;
  readonly count: number;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const { heading, count, aside, children } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const number = useNumbers();
  return (
    <Section heading={heading} aside={aside}>
      <details open={count <= 5}>
        <summary className={page.summary}>{t('toSeeTo.people', { number: number(count) })}</summary>
        <ul className={page.lines}>{children}</ul>
      </details>
    </Section>
  );
}

function BookAgain({ programmeId, pairingId }: { readonly programmeId: string; readonly pairingId: string }) {
  const { t } = useTranslation();
  const book = useAct(LeadPairing, () => ['POST', `/programmes/${programmeId}/pairings/${pairingId}/book`]);
  return (
    <>
      <Trouble error={book.error} />
      <Button size="small" disabled={book.isPending} onClick={() => book.mutate(undefined)}>
        {t('lead.bookAgain')}
      </Button>
    </>
  );
}
