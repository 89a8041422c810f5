import { Button, Field, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { HistoryRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ActKind, HistoryFilter, type Act } from '../../../../bot/http/contract/history.ts';
import { useHistory } from '../../../api/history.ts';
import { useSurroundings } from '../../../api/queries.ts';
import { DownloadButton } from '../../../components/download-button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PageHeader } from '../../../components/page-header.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { dayAndTime, dayOf } from '../../../components/when.ts';
import { changed } from '../pairings/filters.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 220px), 1fr))',
    gap: '8px 12px',
  },
  act: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '2px 16px',
    padding: '10px 4px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
    '@media (min-width: 640px)': { gridTemplateColumns: '150px minmax(0, 1fr)' },
  },
  acts: { listStyleType: 'none', margin: '0', padding: '0' },
  what: { display: 'flex', flexDirection: 'column', minWidth: '0' },
});

/** What leads have done in a programme, newest first. */
export function HistoryPage({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const [address, setAddress] = useSearchParams();
  const query = new URLSearchParams();
  for (const [name, shape] of Object.entries(HistoryFilter.shape)) {
    const value = address.get(name);
    if (value !== null && shape.safeParse(value).success) query.set(name, value);
  }
  const found = useHistory(programmeId, query);
  const leads = found.data?.pages[0]?.leads ?? [];
  const acts = found.data?.pages.flatMap((one) => one.acts) ?? [];
  const change = (name: string, value: string) =>
    setAddress((before) => changed(before, name, value), { replace: true });
  return (
    <div className={page.stack}>
      <PageHeader title={t('history.title')} sub={t('history.sub')}>
        <DownloadButton
          path={`/programmes/${programmeId}/history.csv?${query.toString()}`}
          fileName={`${t('history.title')}.csv`}
        >
          {t('history.export')}
        </DownloadButton>
      </PageHeader>
      <div className={styles.filters}>
        <Field label={t('history.who')}>
          <Select value={query.get('by') ?? ''} onChange={(_, { value }) => change('by', value)}>
            <option value="">{t('history.anybody')}</option>
            {leads.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('history.what')}>
          <Select value={query.get('kind') ?? ''} onChange={(_, { value }) => change('kind', value)}>
            <option value="">{t('history.anything')}</option>
            {ActKind.options.map((one) => (
              <option key={one} value={one}>
                {t(`history.kinds.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      {found.isPending && <RowSkeletons />}
      <Trouble error={found.error} again={() => void found.refetch()} />
      {found.isSuccess && acts.length === 0 && (
        <EmptyState icon={<HistoryRegular />} title={t('history.none')} text={t('history.noneText')} />
      )}
      <ul className={styles.acts}>
        {acts.map((one) => (
          <ActItem key={one.id} act={one} />
        ))}
      </ul>
      {found.hasNextPage && (
        <div>
          <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('lead.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

const settings = [
  'name',
  'startsOn',
  'endsOn',
  'cadence',
  'meetings',
  'lengthMinutes',
  'topics',
  'rules',
  'weights',
  'objective',
  'gradeLadder',
  'booking',
  'openToSignUp',
  'neutralContact',
  'keptMonths',
] as const;

function ActItem({ act }: { readonly act: Act }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const { host } = useSurroundings();
  const number = useNumbers();
  const { at, lead, kind, pairing, person, count, until, fields } = act;
  const details = [
    ...(pairing === null ? [] : [t('lead.mentors', { mentor: pairing.mentor, mentee: pairing.mentee })]),
    ...(person === null ? [] : [person]),
    ...(count === null ? [] : [t('history.count', { number: number(count) })]),
    ...(until === null ? [] : [t('lead.pausedUntil', { day: dayOf(`${until}T12:00:00`, host.locale) })]),
    ...settings.filter((one) => fields.includes(one)).map((one) => t(`history.settings.${one}`)),
  ];
  return (
    <li className={styles.act}>
      <Text className={page.quiet}>{dayAndTime(at, host.locale)}</Text>
      <div className={styles.what}>
        <Text>
          <Text weight="semibold">{lead}</Text> · {t(`history.kinds.${kind}`)}
        </Text>
        {details.length > 0 && (
          <Text size={200} className={page.quiet}>
            {details.join(' · ')}
          </Text>
        )}
      </div>
    </li>
  );
}
