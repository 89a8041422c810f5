import { Button, Combobox, Field, Option, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportRun, type Group } from '../../../../bot/http/contract/imports.ts';
import { useAct } from '../../../api/queries.ts';
import { useFoundGroups, useGroup } from '../../../api/set-up.ts';
import { useRested } from '../../../components/use-rested.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Fewest letters that are looked for. */
const fewest = 3;
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Brings in a group of the directory, found by its name or given by its id; says before how many are in it. */
export function GroupPicker({ programmeId }: { readonly programmeId: string }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const numbers = useNumbers();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Group | null>(null);
  const [role, setRole] = useState('none');
  const wanted = useRested(text.trim());
  const isId = idShape.test(wanted);
  const isSearch = chosen === null && !isId && wanted.length >= fewest;
  const found = useFoundGroups(isSearch ? wanted : null);
  const groupId = chosen?.groupId ?? (isId ? wanted : null);
  const looked = useGroup(groupId);
  const groups = isSearch ? (found.data?.groups ?? []) : [];
  const bring = useAct(ImportRun, () => [
    'POST',
    `/programmes/${programmeId}/people/group`,
    { groupId, role: role === 'none' ? null : role },
  ]);
  const empty = found.isFetching ? t('loading') : t(wanted.length < fewest ? 'setUp.writeMore' : 'setUp.noGroup');
  return (
    <form
      className={styles.tight}
      onSubmit={(event) => {
        event.preventDefault();
        bring.mutate(undefined, {
          onSuccess: () => {
            setText('');
            setChosen(null);
          },
        });
      }}
    >
      <div className={styles.fields}>
        <Field label={t('setUp.group')} className={styles.grow}>
          <Combobox
            freeform
            value={text}
            selectedOptions={chosen ? [chosen.groupId] : []}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(null);
            }}
            onOptionSelect={(_, { optionValue }) => {
              const group = groups.find((one) => one.groupId === optionValue);
              if (!group) return;
              setText(group.displayName);
              setChosen(group);
            }}
          >
            {groups.map((group) => (
              <Option key={group.groupId} value={group.groupId} text={group.displayName}>
                {group.description === null ? group.displayName : `${group.displayName} · ${group.description}`}
              </Option>
            ))}
            {groups.length === 0 && (
              <Option value="" text="" disabled>
                {empty}
              </Option>
            )}
          </Combobox>
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
        <Button type="submit" disabled={groupId === null || bring.isPending}>
          {t('lead.import')}
        </Button>
      </div>
      {looked.data && groupId !== null && (
        <Text role="status">
          {t('setUp.inGroup', {
            group: looked.data.displayName,
            people: numbers(looked.data.people),
          })}
        </Text>
      )}
      <Trouble error={found.error ?? looked.error ?? bring.error} />
    </form>
  );
}
