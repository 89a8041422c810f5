import {
  Button,
  Field,
  makeStyles,
  mergeClasses,
  SearchBox,
  Select,
  Text,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '../../../../bot/http/contract/matching.ts';
import type { Round } from '../../../../bot/http/contract/rounds.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { StickyNote } from '../../../components/sticky-note.tsx';
import { Trouble } from '../../../components/trouble.tsx';
import { VirtualRows } from '../../../components/virtual-rows.tsx';
import { coupleOf, keyOf, standingOf, useDecide, type Words } from './decide.ts';
import { departmentsIn, noFilters, topicsIn, wanted, type Filters } from './filters.ts';
import { KeyboardHelp } from './keyboard-help.tsx';
import { ProposalRow, useRowStyles, type RowAction } from './proposal-row.tsx';
import { canSwap, SwapDialog } from './swap.tsx';
import type { Question } from './why-not.tsx';

/** Pixels of a row before it is measured. */
const rowHeight = 84;
/** What each key does on a row; letters in lower case. */
const actionOf: Partial<Record<string, RowAction>> = {
  enter: 'details',
  l: 'lock',
  f: 'forbid',
  w: 'why-not',
  s: 'swap',
};

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: '12px' },
  filters: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    // A list of choices is as wide as its longest unless it is told otherwise.
    '& select': { width: '100%', minWidth: '0' },
    '& .fui-Select': { minWidth: '0' },
    gap: '8px 12px',
    '@media (min-width: 480px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
    '@media (min-width: 800px)': { gridTemplateColumns: 'minmax(0, 2fr) repeat(3, minmax(0, 1fr))' },
  },
  search: { maxWidth: 'none' },
  count: { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: '8px', minHeight: '32px' },
});

/** Every proposal, to be looked through, kept, taken apart and asked about. */
export function Proposals(props: {
  readonly programmeId: string;
  readonly proposals: readonly Proposal[];
  readonly words: Words;
  /** The round they come from. */
  readonly round: Round;
  readonly ask: (question: Question) => void;
  /** Stays in sight at the foot of the window. */
  readonly note: ReactNode;
}) {
  const { programmeId, proposals, words, round, ask, note } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const rowStyles = useRowStyles();
  const number = useNumbers();
  const restore = useRestoreFocusTarget();
  const [filters, setFilters] = useState(noFilters);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [swapping, setSwapping] = useState<Proposal | null>(null);
  const [other, setOther] = useState<Proposal | null>(null);
  const decide = useDecide(programmeId);
  const shownFilters = useDeferredValue(filters);
  const rows = useMemo(() => wanted(proposals, shownFilters), [proposals, shownFilters]);
  const departments = useMemo(() => departmentsIn(proposals), [proposals]);
  const topics = useMemo(() => topicsIn(proposals), [proposals]);

  // The department weighs nothing where the rules leave it aside.
  const weighed = round.rules.department === 'off' ? { ...round.weights, department: 0 } : round.weights;

  const stopSwapping = () => {
    setSwapping(null);
    setOther(null);
  };
  const swapWith = (proposal: Proposal) => {
    if (!swapping) setSwapping(proposal);
    else if (keyOf(swapping) === keyOf(proposal)) stopSwapping();
    else if (canSwap(swapping, proposal)) setOther(proposal);
  };
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const act = (action: RowAction, proposal: Proposal) => {
    const standing = standingOf(proposal, words);
    const couple = coupleOf(proposal);
    if (action === 'details') toggle(keyOf(proposal));
    if (action === 'lock') decide.mutate([{ kind: standing === 'locked' ? 'unlock' : 'lock', ...couple }]);
    if (action === 'forbid') decide.mutate([{ kind: standing === 'forbidden' ? 'allow' : 'forbid', ...couple }]);
    if (action === 'why-not') ask({ mentee: proposal.mentee, mentor: null });
    if (action === 'swap') swapWith(proposal);
  };
  const onKey = (event: KeyboardEvent, proposal: Proposal) => {
    if (event.key === '?') setIsHelpOpen(true);
    const pressed = actionOf[event.key.toLowerCase()];
    if (pressed === undefined) return;
    event.preventDefault();
    act(swapping && pressed === 'details' ? 'swap' : pressed, proposal);
  };
  const swapOf = (proposal: Proposal) => {
    if (!swapping) return 'none';
    if (keyOf(swapping) === keyOf(proposal)) return 'this';
    return canSwap(swapping, proposal) ? 'possible' : 'impossible';
  };
  const select = (field: 'department' | 'topic', label: string, everything: string, options: readonly string[]) => (
    <Field label={label}>
      <Select value={filters[field]} onChange={(_, { value }) => setFilters({ ...filters, [field]: value })}>
        <option value="">{everything}</option>
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </Select>
    </Field>
  );

  return (
    <div
      className={styles.list}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && swapping && !other) stopSwapping();
      }}
    >
      <div className={styles.filters}>
        <Field label={t('matching.search')}>
          <SearchBox
            className={styles.search}
            value={filters.search}
            onChange={(_, { value }) => setFilters({ ...filters, search: value })}
          />
        </Field>
        {select('department', t('matching.department'), t('matching.anyDepartment'), departments)}
        {select('topic', t('matching.topic'), t('matching.anyTopic'), topics)}
        <Field label={t('matching.order')}>
          <Select
            value={filters.order}
            onChange={(_, { value }) =>
              setFilters({ ...filters, order: value === 'weakest-first' ? value : 'best-first' })
            }
          >
            {(['best-first', 'weakest-first'] satisfies Filters['order'][]).map((one) => (
              <option key={one} value={one}>
                {t(`matching.orders.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className={styles.count}>
        <Text role="status" className={page.quiet}>
          {rows.length === proposals.length
            ? t('matching.count', { count: rows.length, shown: number(rows.length) })
            : t('matching.countOf', { shown: number(rows.length), all: number(proposals.length) })}
        </Text>
        <div className={page.row}>
          <Button appearance="subtle" {...restore} onClick={() => ask({ mentee: null, mentor: null })}>
            {t('matching.whyNotAny')}
          </Button>
          <KeyboardHelp isOpen={isHelpOpen} onOpen={setIsHelpOpen} />
        </div>
      </div>
      {rows.length === 0 && <Text>{t('matching.noneMatch')}</Text>}
      <VirtualRows
        label={t('matching.proposals')}
        columns={[t('matching.people'), t('matching.why'), t('matching.fit'), t('matching.actions')]}
        rows={rows}
        keyOf={keyOf}
        labelOf={(one) => {
          const standing = standingOf(one, words);
          return [
            t('lead.mentors', { mentor: one.mentor.displayName, mentee: one.mentee.displayName }),
            t('matching.fitOf', { fit: number(one.fit) }),
            ...(one.isNew ? [t('matching.new')] : []),
            ...(standing === 'free' ? [] : [t(`matching.standing.${standing}`)]),
          ].join(', ');
        }}
        height={rowHeight}
        classOf={(one) => mergeClasses(rowStyles.row, swapOf(one) === 'this' && rowStyles.chosen)}
        onKey={onKey}
        draw={(one, place) => (
          <ProposalRow
            proposal={one}
            standing={standingOf(one, words)}
            isOpen={open.has(keyOf(one))}
            weights={weighed}
            swap={swapOf(one)}
            place={place}
            act={(action) => act(action, one)}
          />
        )}
      />
      {(swapping ?? decide.error ?? note) && (
        <StickyNote>
          <Trouble error={decide.error} />
          {swapping && (
            <>
              <Text role="status" className={page.grow}>
                {t('matching.swap.chooseOther', {
                  mentor: swapping.mentor.displayName,
                  mentee: swapping.mentee.displayName,
                })}
              </Text>
              <Button onClick={stopSwapping}>{t('cancel')}</Button>
            </>
          )}
          {!swapping && note}
        </StickyNote>
      )}
      {swapping && other && (
        <SwapDialog programmeId={programmeId} pairs={[swapping, other]} words={words} close={stopSwapping} />
      )}
    </div>
  );
}
