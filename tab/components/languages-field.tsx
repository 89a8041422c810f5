import { Combobox, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSurroundings } from '../api/queries.ts';

/** Chooses the languages that somebody speaks, named in the reader's own. */
export function LanguagesField(props: {
  readonly chosen: readonly string[];
  readonly choices: readonly string[];
  readonly problem?: string | null;
  readonly onChange: (languages: string[]) => void;
}) {
  const { chosen, choices, problem = null, onChange } = props;
  const { t } = useTranslation();
  const { host } = useSurroundings();
  const [typed, setTyped] = useState<string | null>(null);
  const names = new Intl.DisplayNames(host.locale, { type: 'language' });
  const nameOf = (language: string) => names.of(language) ?? language;
  const list = new Intl.ListFormat(host.locale, { type: 'unit', style: 'short' });
  const wanted = (typed ?? '').trim().toLocaleLowerCase(host.locale);
  const shown = [...new Set([...choices, ...chosen])]
    .map((language) => ({ language, name: nameOf(language) }))
    .filter(({ name }) => name.toLocaleLowerCase(host.locale).includes(wanted))
    .toSorted((one, other) => one.name.localeCompare(other.name, host.locale));
  return (
    <Field label={t('profile.languages')} hint={t('profile.languagesHint')} validationMessage={problem}>
      <Combobox
        multiselect
        selectedOptions={[...chosen]}
        value={typed ?? list.format(chosen.map(nameOf))}
        onFocus={() => setTyped('')}
        onBlur={() => setTyped(null)}
        onChange={(event) => setTyped(event.target.value)}
        onOptionSelect={(_, { selectedOptions }) => {
          setTyped('');
          onChange(selectedOptions);
        }}
      >
        {shown.map(({ language, name }) => (
          <Option key={language} value={language} text={name}>
            {name}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}
