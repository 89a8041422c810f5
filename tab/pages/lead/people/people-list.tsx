import {
  Badge,
  Button,
  Field,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  Select,
  Text,
} from '@fluentui/react-components';
import { MoreHorizontalRegular, PeopleRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProgrammePerson } from '../../../../bot/http/contract/people.ts';
import { Told } from '../../../../bot/http/contract/person.ts';
import { useAct } from '../../../api/queries.ts';
import { usePeoplePages } from '../../../api/set-up.ts';
import { useRested } from '../../../components/use-rested.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useNumbers } from '../../../components/numbers.ts';
import { PersonLine } from '../../../components/person.tsx';
import { privateOnes } from '../../../components/reasons.tsx';
import { Section } from '../../../components/section.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { VirtualRows, type RowPlace } from '../../../components/virtual-rows.tsx';

const useStyles = makeStyles({
  filter: { flexGrow: 1, flexBasis: '140px', minWidth: '0' },
  full: { maxWidth: '100%' },
  cell: { width: '100%' },
});

interface Filter {
  readonly role: string;
  readonly told: string;
  readonly reach: string;
  readonly mailbox: string;
}
const everybody: Filter = { role: 'any', told: '', reach: '', mailbox: '' };

/** What can be done with somebody. */
interface Deed {
  readonly person: ProgrammePerson;
  readonly kind: 'remove' | 'mentor' | 'mentee';
}

/** The people of a programme, however many, to look through and to change. */
export function PeopleList({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const page = usePageStyles();
  const numbers = useNumbers();
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState(everybody);
  const [deed, setDeed] = useState<Deed | null>(null);
  const wanted = useRested(search.trim(), 250);
  const query = Object.fromEntries(Object.entries({ ...filter, search: wanted }).filter(([, value]) => value !== ''));
  const people = usePeoplePages(programmeId, query);
  const rows = useMemo(() => people.data?.pages.flatMap((one) => one.people) ?? [], [people.data]);
  const { total = 0, mentors = 0, mentees = 0 } = people.data?.pages[0] ?? {};
  const isFiltered = wanted !== '' || JSON.stringify(filter) !== JSON.stringify(everybody);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = people;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const draw = useCallback(
    (person: ProgrammePerson, place: RowPlace) => <PersonCells person={person} place={place} act={setDeed} />,
    [],
  );
  return (
    <Section
      heading={t('lead.sections.people')}
      aside={<Text>{t('setUp.counts', { mentors: numbers(mentors), mentees: numbers(mentees) })}</Text>}
    >
      <Filters search={search} find={setSearch} filter={filter} change={setFilter} />
      <Trouble error={people.error} />
      {people.isPending && <RowSkeletons />}
      {people.isSuccess && total === 0 && !isFiltered && (
        <EmptyState icon={<PeopleRegular />} title={t('setUp.empty.title')} text={t('setUp.empty.text')} />
      )}
      <Text role="status" className={page.quiet}>
        {isFiltered && people.isSuccess
          ? total === 0
            ? t('nobodyFound')
            : t('setUp.found', { people: numbers(total) })
          : ''}
      </Text>
      {rows.length > 0 && (
        <VirtualRows
          label={t('lead.sections.people')}
          columns={[t('setUp.person')]}
          rows={rows}
          count={total}
          onEnd={more}
          keyOf={keyOf}
          labelOf={labelOf}
          classOf={classOf}
          height={68}
          draw={draw}
        />
      )}
      {deed && <DeedDialog programmeId={programmeId} deed={deed} close={() => setDeed(null)} />}
    </Section>
  );
}

const keyOf = ({ id }: ProgrammePerson) => id;
const labelOf = ({ displayName, jobTitle }: ProgrammePerson) => [displayName, jobTitle].filter(Boolean).join(', ');
const classOf = () => '';

function Filters(props: {
  readonly search: string;
  readonly find: (search: string) => void;
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
}) {
  const { search, find, filter, change } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const choice = (name: keyof Filter, options: readonly (readonly [value: string, words: string])[]) => (
    <Field label={t(`setUp.filter.${name}`)} className={styles.filter}>
      <Select value={filter[name]} onChange={(_, { value }) => change({ ...filter, [name]: value })}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
  const all = ['', t('setUp.filter.all')] as const;
  return (
    <div className={page.fields} role="search" aria-label={t('lead.search')}>
      <Field label={t('lead.search')} className={page.grow}>
        <SearchBox className={styles.full} value={search} onChange={(_, { value }) => find(value)} />
      </Field>
      {choice(
        'role',
        (['any', 'mentor', 'mentee', 'none'] as const).map((one) => [one, t(`setUp.filter.roles.${one}`)]),
      )}
      {choice('told', [all, ...Told.options.map((one) => [one, t(`setUp.toldState.${one}`)] as const)])}
      {choice('reach', [
        all,
        ['reached', t('setUp.filter.reaches.reached')],
        ['unreached', t('setUp.filter.reaches.unreached')],
      ])}
      {choice('mailbox', [
        all,
        ...ProgrammePerson.shape.mailbox.options.map(
          (one) => [one, one === 'readable' ? t('setUp.filter.readable') : t(`lead.mailbox.${one}`)] as const,
        ),
      ])}
    </div>
  );
}

function PersonCells(props: {
  readonly person: ProgrammePerson;
  readonly place: RowPlace;
  readonly act: (deed: Deed) => void;
}) {
  const { person, place, act } = props;
  const { role, reach, told, mailbox } = person;
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const topics = [...person.topics, ...privateOnes(person.privateTopics, t)].join(', ');
  const roles = (['mentor', 'mentee'] as const).filter((one) => one !== role);
  return (
    <div role="gridcell" className={`${page.row} ${styles.cell}`}>
      <div className={page.grow}>
        <PersonLine person={person} />
        <Text size={200} className={page.quiet} block>
          {[person.department, t('lead.level', { seniority: person.seniority }), topics].filter(Boolean).join(' · ')}
        </Text>
      </div>
      {role !== null && <Badge appearance="tint">{t(`lead.role.${role}`)}</Badge>}
      {role !== null && mailbox !== 'readable' && (
        <Badge appearance="outline" color="warning">
          {t(`lead.mailbox.${mailbox}`)}
        </Badge>
      )}
      {told !== null && told !== 'told' && (
        <Badge appearance="outline" color="informative">
          {told === 'untold' && reach !== 'reached' ? t(`attention.why.${reach}`) : t(`setUp.toldState.${told}`)}
        </Badge>
      )}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            tabIndex={place.tabIndex}
            aria-label={t('setUp.moreFor', { name: person.displayName })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {roles.map((kind) => (
              <MenuItem key={kind} onClick={() => act({ person, kind })}>
                {t(`setUp.deed.${kind}.menu`)}
              </MenuItem>
            ))}
            {role !== null && (
              <MenuItem onClick={() => act({ person, kind: 'remove' })}>{t('setUp.deed.remove.menu')}</MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}

/** Asks once more before somebody is taken out or given another role. */
function DeedDialog(props: { readonly programmeId: string; readonly deed: Deed; readonly close: () => void }) {
  const { programmeId, deed, close } = props;
  const { person, kind } = deed;
  const { t } = useTranslation();
  const path = `/programmes/${programmeId}/people/${person.id}`;
  const act = useAct(ProgrammePerson, () => (kind === 'remove' ? ['DELETE', path] : ['PUT', path, { role: kind }]));
  return (
    <ActionDialog
      title={t(`setUp.deed.${kind}.title`, { name: person.displayName })}
      action={t(`setUp.deed.${kind}.do`)}
      isDisabled={act.isPending}
      error={act.error}
      act={() => act.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <Text>{t(`setUp.deed.${kind}.text`)}</Text>
    </ActionDialog>
  );
}
