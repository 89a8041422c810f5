import { Field, makeStyles, SearchBox, Select } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pairings } from '../../../../bot/http/contract/pairings.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { choices, orders } from './filters.ts';

/** Milliseconds without a key pressed after which is looked for what was typed. */
const pause = 250;

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 1fr))',
    gap: '8px 12px',
  },
  search: { maxWidth: 'none' },
});

/** Which pairings are shown, and in which order. */
export function PairingFilters(props: {
  /** The address, which says it. */
  readonly address: URLSearchParams;
  readonly found: Pick<Pairings, 'states' | 'departments'> | undefined;
  readonly change: (name: string, value: string) => void;
}) {
  const { address, found, change } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const number = useNumbers();
  const select = (
    name: string,
    label: string,
    options: readonly string[],
    wordFor: (option: string) => string,
    everything: string | null = t('pairings.any'),
  ) => (
    <Field label={label}>
      <Select value={address.get(name) ?? ''} onChange={(_, { value }) => change(name, value)}>
        {everything !== null && <option value="">{everything}</option>}
        {options.map((one) => (
          <option key={one} value={one}>
            {wordFor(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
  const stateWord = (one: string) => {
    const state = choices.state.find((known) => known === one);
    if (state === undefined) return one;
    const word = t(`pairings.states.${state}`);
    return found ? t('pairings.stateCount', { state: word, number: number(found.states[state]) }) : word;
  };
  return (
    <div className={styles.filters}>
      <Search value={address.get('search') ?? ''} change={(value) => change('search', value)} />
      {select('state', t('pairings.state'), choices.state, stateWord)}
      {select('health', t('pairings.health'), choices.health, (one) => t(`pairings.healths.${one as 'quiet'}`))}
      {select('waitingFor', t('pairings.waitingFor'), choices.waitingFor, (one) =>
        t(`pairings.awaited.${one as 'time'}`),
      )}
      {select('reach', t('pairings.reach'), choices.reach, (one) => t(`pairings.reaches.${one as 'reached'}`))}
      {select('department', t('matching.department'), found?.departments ?? [], (one) => one)}
      {select(
        'order',
        t('matching.order'),
        orders.slice(1),
        (one) => t(`pairings.orders.${one as 'name'}`),
        t('pairings.orders.best-fit'),
      )}
    </div>
  );
}

function Search({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => change(typed), pause);
    return () => clearTimeout(timer);
    // What is typed leads, and is looked for once a pause has been made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <Field label={t('matching.search')}>
      <SearchBox className={styles.search} value={typed} onChange={(_, data) => setTyped(data.value)} />
    </Field>
  );
}
