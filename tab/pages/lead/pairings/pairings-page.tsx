import { Button, Checkbox, makeStyles, Text } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { LeadPairing } from '../../../../bot/http/contract/pairings.ts';
import { usePairings, type Selection } from '../../../api/pairings.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { PageLink } from '../../../components/page-link.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { StickyNote } from '../../../components/sticky-note.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { VirtualRows } from '../../../components/virtual-rows.tsx';
import { BulkMenu } from './bulk-menu.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { changed, wantedBy } from './filters.ts';
import { PairingDrawer } from './pairing-drawer.tsx';
import { PairingFilters } from './pairing-filters.tsx';
import { PairingRow, useRowStyles } from './pairing-row.tsx';
import { stateShown } from './pairing-words.ts';

/** Pixels of a row before it is measured. */
const rowHeight = 76;
const none: Selection = { kind: 'these', ids: new Set() };
const keyOf = ({ id }: LeadPairing) => id;

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center', gap: '8px' },
});

/** Where every published pairing stands: states, counts and dates, nothing that was said. The address says which are shown. */
export function PairingsPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const number = useNumbers();
  const [address, setAddress] = useSearchParams();
  const { filter, order } = wantedBy(address);
  const query = new URLSearchParams(filter);
  query.set('order', order);
  const found = usePairings(programmeId, query);
  const [selection, setSelection] = useState<Selection>(none);
  const newest = found.data?.pages.at(-1);
  const rows = useMemo(() => {
    // A pairing that moves in the order while pages are fetched may be on two of them.
    const all = (found.data?.pages ?? []).flatMap(({ pairings }) => pairings);
    return [...new Map(all.map((one) => [one.id, one])).values()];
  }, [found.data]);
  const total = newest?.total ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const change = (name: string, value: string) => {
    // What was chosen among others is not chosen among these.
    if (name !== 'pairing' && name !== 'order') setSelection(none);
    setAddress((before) => changed(before, name, value), { replace: name !== 'pairing' });
  };
  const isChosen = ({ id }: LeadPairing) =>
    selection.kind === 'these' ? selection.ids.has(id) : !selection.except.has(id);
  const toggle = ({ id }: LeadPairing) => {
    const next = new Set(selection.kind === 'these' ? selection.ids : selection.except);
    if (!next.delete(id)) next.add(id);
    setSelection(selection.kind === 'these' ? { kind: 'these', ids: next } : { kind: 'all', except: next });
  };
  const chosen = selection.kind === 'these' ? selection.ids.size : Math.max(0, total - selection.except.size);
  const isFiltered = filter.size > 0;
  const opened = address.get('pairing');

  return (
    <div className={page.stack}>
      <PageHeader title={t('pairings.title')} />
      <BulkProgress programmeId={programmeId} />
      <Trouble error={found.error} again={() => void found.refetch()} />
      {found.isSuccess && rows.length === 0 && !isFiltered ? (
        <EmptyState icon={<PeopleTeamRegular />} title={t('lead.noPairings')} text={t('pairings.noneText')}>
          <PageLink to={`/lead/${programmeId}/matching`}>{t('pairings.toMatching')}</PageLink>
        </EmptyState>
      ) : (
        <>
          <PairingFilters address={address} found={newest} change={change} />
          {found.isPending && <RowSkeletons />}
          {found.isSuccess && (
            <div className={styles.head}>
              <Checkbox
                label={t('pairings.chooseAll', { number: number(total) })}
                checked={chosen > 0 && chosen === total ? true : chosen > 0 ? 'mixed' : false}
                disabled={total === 0}
                onChange={(_, { checked }) =>
                  setSelection(checked === true ? { kind: 'all', except: new Set() } : none)
                }
              />
              <Text role="status" className={page.quiet}>
                {t('pairings.count', { number: number(total) })}
              </Text>
            </div>
          )}
          {found.isSuccess && rows.length === 0 && (
            <EmptyState title={t('pairings.noneMatch')} text={t('pairings.noneMatchText')}>
              <Button onClick={() => setAddress({})}>{t('pairings.clear')}</Button>
            </EmptyState>
          )}
          {rows.length > 0 && (
            <VirtualRows
              label={t('pairings.title')}
              columns={[
                t('pairings.columns.choose'),
                t('matching.people'),
                t('pairings.state'),
                t('pairings.meetings'),
                t('matching.actions'),
              ]}
              rows={rows}
              count={total}
              onEnd={onEnd}
              keyOf={keyOf}
              labelOf={(one) =>
                [
                  t('lead.mentors', { mentor: one.mentor.displayName, mentee: one.mentee.displayName }),
                  t(`lead.state.${stateShown(one)}`),
                  ...(one.health === null ? [] : [t(`pairings.healths.${one.health}`)]),
                  ...one.healthReasons.map((reason) => t(`pairings.reasons.${reason}`)),
                ].join(', ')
              }
              height={rowHeight}
              classOf={() => rowStyles.row}
              onKey={(event, one) => {
                if (event.key === 'Enter') change('pairing', one.id);
                if (event.key === ' ') toggle(one);
                if (event.key === 'Enter' || event.key === ' ') event.preventDefault();
              }}
              draw={(one, place) => (
                <PairingRow
                  pairing={one}
                  programmeId={programmeId}
                  isChosen={isChosen(one)}
                  place={place}
                  choose={() => toggle(one)}
                  open={() => change('pairing', one.id)}
                />
              )}
            />
          )}
          {chosen > 0 && (
            <StickyNote>
              <Text role="status" className={page.grow}>
                {t('pairings.chosen', { number: number(chosen) })}
              </Text>
              <Button onClick={() => setSelection(none)}>{t('pairings.chooseNone')}</Button>
              <BulkMenu
                programmeId={programmeId}
                selection={selection}
                filter={filter}
                begun={() => setSelection(none)}
              />
            </StickyNote>
          )}
        </>
      )}
      {opened !== null && (
        <PairingDrawer programmeId={programmeId} pairingId={opened} close={() => change('pairing', '')} />
      )}
    </div>
  );
}
