import { makeStyles, ProgressBar, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bulk } from '../../../../bot/http/contract/bulk.ts';
import { useBulks, useSkipped } from '../../../api/pairings.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayAndTime } from '../../../components/when.ts';

const useStyles = makeStyles({ part: { display: 'flex', flexDirection: 'column', gap: '6px' } });

/** How far the newest wish about many pairings is, wherever one comes from; what came of it, once it is over. */
export function BulkProgress({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const { host } = useSurroundings();
  const number = useNumbers();
  const newest = useBulks(programmeId).data?.bulks[0];
  if (!newest) return null;
  const { deed, total, waiting, askedBy, askedAt, endedAt } = newest;
  const words = {
    deed: t(`pairings.bulk.doing.${deed.kind}`),
    done: number(endedAt === null ? total - waiting : countOf(newest, 'done')),
    all: number(total),
  };
  const left = total - waiting - countOf(newest, 'done');
  return (
    <div className={styles.part}>
      <Text role="status" className={endedAt === null ? undefined : page.quiet}>
        {endedAt === null
          ? t('pairings.bulk.progress', words)
          : t('pairings.bulk.over', {
              deed: words.deed,
              done: words.done,
              all: words.all,
              name: askedBy,
              when: dayAndTime(askedAt, host.locale),
            })}
      </Text>
      {endedAt === null && (
        <ProgressBar value={total - waiting} max={total} thickness="large" aria-label={words.deed} />
      )}
      {endedAt !== null && left > 0 && <Skipped programmeId={programmeId} bulk={newest} left={left} />}
    </div>
  );
}

const countOf = ({ results }: Bulk, wanted: Bulk['results'][number]['result']): number =>
  results.find(({ result }) => result === wanted)?.count ?? 0;

/** Those with which nothing was done, and why; looked up when they are unfolded. */
function Skipped(props: { readonly programmeId: string; readonly bulk: Bulk; readonly left: number }) {
  const { programmeId, bulk, left } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const number = useNumbers();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className={page.summary}>{t('pairings.bulk.left', { number: number(left) })}</summary>
      {isOpen && <SkippedList programmeId={programmeId} bulkId={bulk.id} />}
    </details>
  );
}

function SkippedList({ programmeId, bulkId }: { readonly programmeId: string; readonly bulkId: string }) {
  const { t } = useTranslation();
  const page = usePageStyles();
  const { data, error } = useSkipped(programmeId, bulkId);
  return (
    <>
      <Trouble error={error} />
      <ul className={page.lines}>
        {data?.items.map(({ pairingId, mentor, mentee, result }) => (
          <li key={pairingId}>
            {t('attention.whyOf', {
              name: t('lead.mentors', { mentor, mentee }),
              why: result === null || result === 'done' ? '' : t(`pairings.bulk.results.${result}`),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
