import { Field, makeStyles, MessageBar, MessageBarBody, Slider, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageStyles } from '../../components/styles.ts';
import { fitParts, weightFields, type Form } from './programme-form.ts';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: '12px' },
  weights: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    gap: '12px 32px',
    paddingTop: '12px',
  },
  slider: { display: 'flex', alignItems: 'center', gap: '8px' },
  number: { minWidth: '2.2em', textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
});

/** How much each part of a fit counts against the others. */
export function WeightsFields(props: {
  readonly form: Form;
  readonly change: (form: Form) => void;
  /** What is wrong with a field. */
  readonly problemOf: (field: keyof Form) => string | null;
  /** What is wrong with all of them together. */
  readonly problem: string | null;
}) {
  const { form, change, problemOf, problem } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const [isOpen, setIsOpen] = useState(false);
  const isWrong = problem !== null || fitParts.some((part) => problemOf(weightFields[part]) !== null);
  return (
    <details open={isOpen || isWrong} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className={page.summary}>{t('lead.weights')}</summary>
      <div className={styles.section}>
        <Text className={page.quiet}>{t('lead.weightsHint')}</Text>
        {problem !== null && (
          <MessageBar intent="error" role="alert">
            <MessageBarBody>{problem}</MessageBarBody>
          </MessageBar>
        )}
        <div className={styles.weights}>
          {fitParts.map((part) => {
            const field = weightFields[part];
            const isIdle = part === 'department' && form.department === 'off';
            return (
              <Field
                key={part}
                label={t(`lead.${field}`)}
                hint={isIdle ? t('lead.departmentOff') : t(`lead.weightHints.${part}`)}
                validationMessage={problemOf(field)}
              >
                {(control) => (
                  <div className={styles.slider}>
                    <Slider
                      {...control}
                      className={page.grow}
                      min={0}
                      max={100}
                      disabled={isIdle}
                      value={Number(form[field])}
                      onChange={(_, { value }) => change({ ...form, [field]: String(value) })}
                    />
                    <Text className={styles.number} aria-hidden>
                      {form[field]}
                    </Text>
                  </div>
                )}
              </Field>
            );
          })}
        </div>
      </div>
    </details>
  );
}
