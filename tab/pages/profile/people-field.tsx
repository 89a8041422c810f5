import { Button, Combobox, Field, makeStyles, Option, Text } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestSearch, type Colleague } from '../../../bot/http/contract/profile.ts';
import { useColleagues } from '../../api/profile.ts';
import { PersonLine } from '../../components/person.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useRested } from '../../components/use-rested.ts';

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', gap: '8px', minWidth: '0' },
  option: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  listbox: { maxHeight: '320px' },
});

/** People whom somebody names: picked from their programme by name, or by address as it is typed. */
export function PeopleField(props: {
  readonly programmeId: string;
  readonly label: string;
  readonly hint: string;
  readonly problem: string | null;
  /** Ids of those picked, and addresses. */
  readonly named: readonly string[];
  /** Those of them whose names are known. */
  readonly known: readonly Colleague[];
  readonly onChange: (named: string[], picked: Colleague | null) => void;
}) {
  const { programmeId, label, hint, problem, named, known, onChange } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  // Searches are counted.
  const wanted = useRested(text.trim());
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
  const colleagues = useColleagues(programmeId, isAddress ? '' : wanted);
  const found = wanted.length < shortestSearch ? [] : (colleagues.data?.people ?? []);
  const offered = found.filter(({ id }) => !named.includes(id));
  const add = (name: string, picked: Colleague | null) => {
    setText('');
    setIsOpen(false);
    if (!named.includes(name)) onChange([...named, name], picked);
  };
  const nameOf = (name: string) =>
    name.includes('@') ? name : (known.find(({ id }) => id === name)?.displayName ?? t('profile.somebodyPicked'));
  return (
    <div ref={field} className={own.field}>
      <Field label={label} hint={hint} validationMessage={problem}>
        <Combobox
          freeform
          value={text}
          selectedOptions={[]}
          placeholder={t('profile.findPeople')}
          listbox={{ className: own.listbox }}
          open={isOpen}
          onOpenChange={(_, { open }) => setIsOpen(open)}
          onChange={(event) => {
            setText(event.target.value);
            setIsOpen(true);
          }}
          onOptionSelect={(_, { optionValue }) => {
            if (optionValue === undefined) return;
            add(optionValue, found.find(({ id }) => id === optionValue) ?? null);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !isAddress) return;
            event.preventDefault();
            add(text.trim().toLowerCase(), null);
          }}
        >
          {isAddress && (
            <Option value={text.trim().toLowerCase()} text={text.trim()}>
              {t('profile.addAddress', { address: text.trim() })}
            </Option>
          )}
          {!isAddress &&
            offered.map((one) => (
              <Option key={one.id} value={one.id} text={one.displayName}>
                <span className={own.option}>
                  <Text>{one.displayName}</Text>
                  {one.jobTitle !== null && (
                    <Text size={200} className={styles.quiet}>
                      {one.jobTitle}
                    </Text>
                  )}
                </span>
              </Option>
            ))}
          {!isAddress && offered.length === 0 && (
            <Option value="" text="" disabled>
              {text.trim().length < shortestSearch
                ? t('profile.typeMore', { count: shortestSearch })
                : colleagues.isFetching || wanted !== text.trim()
                  ? t('loading')
                  : t('profile.nobodyFound')}
            </Option>
          )}
        </Combobox>
      </Field>
      <Trouble error={colleagues.error} />
      {named.length > 0 && (
        <ul className={styles.list} aria-label={label}>
          {named.map((name) => {
            const colleague = known.find(({ id }) => id === name);
            return (
              <li key={name} className={styles.item}>
                <span className={styles.grow}>
                  {colleague ? <PersonLine person={colleague} size={28} /> : <Text>{nameOf(name)}</Text>}
                </span>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  aria-label={t('profile.takeOff', { name: nameOf(name) })}
                  onClick={() => {
                    onChange(
                      named.filter((one) => one !== name),
                      null,
                    );
                    field.current?.querySelector('input')?.focus();
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
