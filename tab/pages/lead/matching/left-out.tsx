import { Button, Field, makeStyles, SearchBox, Text } from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Unplaced } from '../../../../bot/http/contract/matching.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { VirtualRows } from '../../../components/virtual-rows.tsx';
import { Person } from './proposal-row.tsx';
import type { Question } from './why-not.tsx';

/** Pixels of a row before it is measured. */
const rowHeight = 92;
/** Rules named for one person: those whose relaxing would help most. */
const mostNamed = 2;

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '6px 16px',
    alignItems: 'center',
    '@media (min-width: 720px)': { gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 4fr) auto' },
  },
  list: { display: 'flex', flexDirection: 'column', gap: '12px' },
  why: { display: 'flex', flexDirection: 'column' },
  search: { maxWidth: '420px' },
});

/** Who has no pairing, why, and what would help. */
export function LeftOut(props: { readonly unplaced: readonly Unplaced[]; readonly ask: (question: Question) => void }) {
  const { unplaced, ask } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase());
  const rows = useMemo(
    () =>
      unplaced.filter(({ person }) =>
        [person.displayName, person.jobTitle ?? ''].some((words) => words.toLocaleLowerCase().includes(wanted)),
      ),
    [unplaced, wanted],
  );
  if (unplaced.length === 0) return <Text>{t('matching.nobodyLeftOut')}</Text>;
  return (
    <div className={styles.list}>
      <Field label={t('matching.search')} className={styles.search}>
        <SearchBox className={styles.search} value={search} onChange={(_, { value }) => setSearch(value)} />
      </Field>
      {rows.length === 0 && <Text role="status">{t('matching.noneMatch')}</Text>}
      <VirtualRows
        label={t('matching.views.leftOut')}
        columns={[t('matching.people'), t('matching.why'), t('matching.actions')]}
        rows={rows}
        keyOf={({ person }) => person.id}
        labelOf={({ person, role }) => `${person.displayName}, ${t(`lead.role.${role}`)}`}
        height={rowHeight}
        classOf={() => styles.row}
        onKey={(event, one) => {
          if (event.key.toLowerCase() === 'w') ask(questionOf(one));
        }}
        draw={(one, place) => (
          <>
            <div role="gridcell">
              <Person person={one.person} />
            </div>
            <div role="gridcell" className={styles.why}>
              <Why unplaced={one} />
            </div>
            <div role="gridcell">
              <Button size="small" tabIndex={place.tabIndex} onClick={() => ask(questionOf(one))}>
                {t('matching.whyNot')}
              </Button>
            </div>
          </>
        )}
      />
    </div>
  );
}

const questionOf = ({ person, role }: Unplaced): Question => ({
  mentee: role === 'mentee' ? person : null,
  mentor: role === 'mentor' ? person : null,
});

function Why({ unplaced }: { readonly unplaced: Unplaced }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { role, reason, possiblePartners, obstacles } = unplaced;
  const partners = (count: number) =>
    role === 'mentee' ? t('matching.mentors', { count }) : t('matching.mentees', { count });
  const more = (count: number) =>
    role === 'mentee' ? t('matching.moreMentors', { count }) : t('matching.moreMentees', { count });
  const helping = obstacles.filter(({ barsAlone }) => barsAlone > 0).slice(0, mostNamed);
  const first =
    reason === 'others-fit-better'
      ? t('matching.othersFitBetter', { partners: partners(possiblePartners) })
      : t(`matching.leftOut.${reason}`);
  return (
    <>
      <Text>{`${t(`matching.asRole.${role}`)}: ${first}`}</Text>
      {helping.map(({ rule, barsAlone }) => (
        <Text key={rule}>
          {t(`matching.helps.${rule}`, { partners: possiblePartners > 0 ? more(barsAlone) : partners(barsAlone) })}
        </Text>
      ))}
      {obstacles.length > 0 && (
        <Text size={200} className={styles.quiet}>
          {t('matching.inTheWay', {
            rules: obstacles
              .slice(0, mostNamed)
              .map(({ rule, bars }) => `${t(`matching.rule.${rule}`)} (${bars})`)
              .join(', '),
          })}
        </Text>
      )}
    </>
  );
}
