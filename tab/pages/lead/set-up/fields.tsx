import { Field, Input, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Form } from '../programme-form.ts';
import type { ProgrammeInFields } from './use-programme.ts';

/** What each step is given. */
export type StepProps = Pick<ProgrammeInFields, 'form' | 'change' | 'problemOf' | 'problemAt'>;

/** A field of one line. */
export function TextField(
  props: Pick<StepProps, 'form' | 'change' | 'problemOf'> & {
    readonly field: keyof Form;
    readonly type?: 'text' | 'date' | 'number' | 'email';
    readonly hint?: string;
    readonly isRequired?: boolean;
  },
) {
  const { form, change, problemOf, field, type = 'text', hint, isRequired = true } = props;
  const { t } = useTranslation();
  return (
    <Field
      label={t(`lead.${field}`)}
      required={isRequired}
      validationMessage={problemOf(field)}
      {...(hint === undefined ? {} : { hint })}
    >
      <Input type={type} value={form[field]} onChange={(_, { value }) => change({ ...form, [field]: value })} />
    </Field>
  );
}

type Choice = 'cadence' | 'department' | 'objective' | 'lengthMinutes';

/** A field with a few answers to choose from. */
export function ChoiceField<Name extends Choice>(
  props: Pick<StepProps, 'form' | 'change' | 'problemOf'> & {
    readonly field: Name;
    readonly options: readonly Form[Name][];
    readonly words: (option: Form[Name]) => string;
    readonly hint?: string;
  },
) {
  const { form, change, problemOf, field, options, words, hint } = props;
  const { t } = useTranslation();
  const name: Choice = field;
  return (
    <Field label={t(`lead.${name}`)} validationMessage={problemOf(field)} {...(hint === undefined ? {} : { hint })}>
      <Select
        value={form[field]}
        onChange={(_, { value }) => change({ ...form, [field]: options.find((one) => one === value) ?? form[field] })}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
