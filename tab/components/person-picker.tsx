import { Combobox, Field, makeStyles, Option, Text } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammePerson } from '../../bot/http/contract/people.ts';
import type { PersonSummary } from '../../bot/http/contract/person.ts';
import { useFoundPeople } from '../api/queries.ts';
import { usePageStyles } from './styles.ts';

const useStyles = makeStyles({
  list: { maxHeight: '320px' },
  option: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
});

/** Finds one person of a role in a programme by name or address; the server looks, however many there are. */
export function PersonPicker(props: {
  readonly programmeId: string;
  readonly role: NonNullable<ProgrammePerson['role']>;
  readonly label: string;
  readonly chosen: PersonSummary | null;
  readonly onChoose: (person: PersonSummary | null) => void;
}) {
  const { programmeId, role, label, chosen, onChoose } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const [text, setText] = useState(chosen?.displayName ?? '');
  const [isOpen, setIsOpen] = useState(false);
  // Opened on somebody chosen, it offers everybody; what is typed narrows them down.
  const wanted = useDeferredValue(text === chosen?.displayName ? '' : text.trim());
  const found = useFoundPeople(programmeId, role, isOpen ? wanted : null);
  const people = found.data?.people ?? [];
  return (
    <Field label={label}>
      <Combobox
        value={text}
        selectedOptions={chosen ? [chosen.id] : []}
        open={isOpen}
        onOpenChange={(_, { open }) => setIsOpen(open)}
        onChange={(event) => {
          setText(event.target.value);
          setIsOpen(true);
          if (chosen) onChoose(null);
        }}
        onOptionSelect={(_, { optionValue }) => {
          const person = people.find(({ id }) => id === optionValue);
          if (!person) return;
          setText(person.displayName);
          onChoose(person);
        }}
        listbox={{ className: styles.list }}
      >
        {people.map((person) => (
          <Option key={person.id} value={person.id} text={person.displayName}>
            <span className={styles.option}>
              <Text>{person.displayName}</Text>
              <Text size={200} className={page.quiet}>
                {[person.jobTitle, person.department].filter(Boolean).join(' · ')}
              </Text>
            </span>
          </Option>
        ))}
        {people.length === 0 && (
          <Option value="" text="" disabled>
            {found.isFetching ? t('loading') : t('nobodyFound')}
          </Option>
        )}
      </Combobox>
    </Field>
  );
}
