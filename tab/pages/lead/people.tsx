import {
  Badge,
  Button,
  Card,
  Field,
  Input,
  ProgressBar,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportRun } from '../../../bot/http/contract/contract.ts';
import { ImportProblems } from '../../api/client.ts';
import { useAct, useImports, usePeople } from '../../api/queries.ts';
import { privateOnes } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

/** Who is here, and how they come in. */
export function PeoplePage({ programmeId }: { readonly programmeId: string }) {
  const styles = usePageStyles();
  return (
    <div className={styles.stack}>
      <ImportCard programmeId={programmeId} />
      <PeopleList programmeId={programmeId} />
    </div>
  );
}

function ImportCard({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const chooser = useRef<HTMLInputElement>(null);
  const [groupId, setGroupId] = useState('');
  const [role, setRole] = useState('none');
  const file = useAct(ImportRun, (chosen: Blob) => ['POST', `/programmes/${programmeId}/people/file`, chosen]);
  const group = useAct(ImportRun, () => [
    'POST',
    `/programmes/${programmeId}/people/group`,
    { groupId, role: role === 'none' ? null : role },
  ]);
  return (
    <Card>
      <h2 className={styles.heading}>{t('lead.file')}</h2>
      <div
        className={styles.row}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const dropped = event.dataTransfer.files[0];
          if (dropped) file.mutate(dropped);
        }}
      >
        <input
          ref={chooser}
          type="file"
          accept=".csv,text/csv"
          hidden
          aria-label={t('lead.file')}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen) file.mutate(chosen);
            event.target.value = '';
          }}
        />
        <Button appearance="primary" disabled={file.isPending} onClick={() => chooser.current?.click()}>
          {t('lead.chooseFile')}
        </Button>
        <ImportState programmeId={programmeId} />
      </div>
      {file.error instanceof ImportProblems ? <Problems error={file.error} /> : <Trouble error={file.error} />}
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          group.mutate(undefined);
        }}
      >
        <Field label={t('lead.group')} className={styles.grow}>
          <Input value={groupId} onChange={(_, { value }) => setGroupId(value.trim())} />
        </Field>
        <Field label={t('lead.groupRole')}>
          <Select value={role} onChange={(_, { value }) => setRole(value)}>
            {(['none', 'mentor', 'mentee'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`lead.roles.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" disabled={groupId === '' || group.isPending}>
          {t('lead.import')}
        </Button>
      </form>
      <Trouble error={group.error} />
    </Card>
  );
}

function ImportState({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const run = useImports(programmeId).data?.imports[0];
  if (!run) return null;
  const { state, read, toRead, people, unknownColumns, failure } = run;
  return (
    <div role="status" className={styles.grow}>
      {state === 'reading' && (
        <>
          <Text>{t('lead.reading', { read, toRead })}</Text>
          <ProgressBar {...(toRead > 0 ? { value: read, max: toRead } : {})} aria-label={t('loading')} />
        </>
      )}
      {state === 'done' && <Text>{t('lead.importDone', { people })}</Text>}
      {state === 'failed' && <Text>{t(`lead.importFailed.${failure ?? 'directory-unavailable'}`)}</Text>}
      {unknownColumns.length > 0 && <Text> {t('lead.unknownColumns', { columns: unknownColumns.join(', ') })}</Text>}
    </div>
  );
}

/** Bad lines shown at once; more of them would only scroll. */
const mostShown = 200;

function Problems({ error }: { readonly error: ImportProblems }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Text weight="semibold">{error.message}</Text>
      <Table size="small">
        <TableHeader>
          <TableRow>
            <TableHeaderCell>{t('lead.line')}</TableHeaderCell>
            <TableHeaderCell>{t('lead.field')}</TableHeaderCell>
            <TableHeaderCell>{t('lead.problem')}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {error.problems.slice(0, mostShown).map((problem, index) => (
            <TableRow key={index}>
              <TableCell>{problem.line ?? ''}</TableCell>
              <TableCell>{problem.field}</TableCell>
              <TableCell>{problem.message}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

const pageSize = 50;

function PeopleList({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [search, setSearch] = useState('');
  const [role, setRole] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const wanted = useDeferredValue(search);
  const query = new URLSearchParams({ limit: String(limit), search: wanted, ...(role === '' ? {} : { role }) });
  const people = usePeople(programmeId, query.toString());
  const { total = 0, mentors = 0, mentees = 0 } = people.data ?? {};
  return (
    <Card>
      <div className={styles.row}>
        <Field label={t('lead.search')} className={styles.grow}>
          <Input value={search} onChange={(_, { value }) => setSearch(value)} />
        </Field>
        <Field label={t('lead.show')}>
          <Select value={role} onChange={(_, { value }) => setRole(value)}>
            <option value="">{t('lead.everybody')}</option>
            <option value="mentor">{t('lead.roles.mentor')}</option>
            <option value="mentee">{t('lead.roles.mentee')}</option>
          </Select>
        </Field>
      </div>
      <Trouble error={people.error} />
      <Text role="status">
        {total === 0 && search === '' ? t('lead.noPeople') : t('lead.counts', { total, mentors, mentees })}
      </Text>
      <ul className={styles.list}>
        {people.data?.people.map((person) => (
          <li key={person.id} className={styles.item}>
            <div className={styles.grow}>
              <Text weight="semibold" block>
                {person.displayName}
              </Text>
              <Text className={styles.quiet} block>
                {[person.jobTitle, person.department, t('lead.level', { seniority: person.seniority })]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
              {person.topics.length + person.privateTopics > 0 && (
                <Text block>{[...person.topics, ...privateOnes(person.privateTopics, t)].join(', ')}</Text>
              )}
            </div>
            {person.role !== null && <Badge appearance="tint">{t(`lead.role.${person.role}`)}</Badge>}
            {person.role !== null && person.mailbox !== 'readable' && (
              <Badge appearance="outline" color="warning">
                {t(`lead.mailbox.${person.mailbox}`)}
              </Badge>
            )}
          </li>
        ))}
      </ul>
      {total > limit && <Button onClick={() => setLimit(Math.min(500, limit + pageSize))}>{t('lead.more')}</Button>}
    </Card>
  );
}
