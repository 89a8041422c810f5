import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Radio,
  RadioGroup,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from '../../../components/styles.ts';
import type { Form } from '../programme-form.ts';
import type { ProgrammeInFields } from './use-programme.ts';

/**
 * What somebody else has changed meanwhile. Where both have changed the same field it is chosen between the two; whatever
 * only one of them has changed stands. Nothing is lost before that.
 */
export function TheirChanges(props: {
  readonly mine: Form;
  readonly theirs: NonNullable<ProgrammeInFields['theirs']>;
  readonly settle: (form: Form) => void;
}) {
  const { mine, theirs, settle } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [taken, setTaken] = useState<ReadonlySet<keyof Form>>(new Set());
  const inWords = (field: keyof Form, form: Form) => {
    switch (field) {
      case 'cadence':
        return t(`cadences.${form.cadence}`);
      case 'department':
        return t(`lead.departments.${form.department}`);
      case 'objective':
        return t(`objectives.${form.objective}`);
      case 'organizer':
        return t(`lead.organizers.${form.organizer}`);
      case 'sameManager':
      case 'openToSignUp':
        return t(`lead.yesOrNo.${form[field]}`);
      default:
        return form[field] === '' ? t('setUp.nothing') : form[field].replaceAll('\n', ', ');
    }
  };
  const isBoth = (field: keyof Form) => theirs.mine.includes(field) && mine[field] !== theirs.form[field];
  const settled = (): Form => {
    const kept = theirs.mine.filter((field) => !taken.has(field)).map((field) => [field, mine[field]] as const);
    return { ...theirs.form, ...Object.fromEntries(kept) };
  };
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody className={styles.tight}>
        <MessageBarTitle>{t('setUp.theirsTitle')}</MessageBarTitle>
        {theirs.fields.map((field) =>
          isBoth(field) ? (
            <Field key={field} label={t(`lead.${field}`)}>
              <RadioGroup
                value={taken.has(field) ? 'theirs' : 'mine'}
                onChange={(_, { value }) => {
                  const next = new Set(taken);
                  if (value === 'theirs') next.add(field);
                  else next.delete(field);
                  setTaken(next);
                }}
              >
                <Radio value="mine" label={t('setUp.mine', { value: inWords(field, mine) })} />
                <Radio value="theirs" label={t('setUp.theirs', { value: inWords(field, theirs.form) })} />
              </RadioGroup>
            </Field>
          ) : (
            <Text key={field} block>
              {t('setUp.takenOver', { field: t(`lead.${field}`), value: inWords(field, theirs.form) })}
            </Text>
          ),
        )}
        <div className={styles.row}>
          <Button onClick={() => settle(settled())}>{t('setUp.settle')}</Button>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}
