import { Field, Input, makeStyles, mergeClasses, Select, Textarea } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { BookingRules } from '../../../bot/http/contract/programme.ts';
import { usePageStyles } from '../../components/styles.ts';
import type { Form } from './programme-form.ts';

const organizers = BookingRules.shape.organizer.options;
const useStyles = makeStyles({
  section: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: '0',
    padding: '0',
    border: 'none',
    minWidth: '0',
  },
});

/** How meetings come into the calendars: who calls them, who chooses their time, and when nobody meets. */
export function BookingFields(props: {
  readonly form: Form;
  readonly change: (form: Form) => void;
  /** What is wrong with a field. */
  readonly problemOf: (field: keyof Form) => string | null;
}) {
  const { form, change, problemOf } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  return (
    <fieldset className={styles.section}>
      <legend className={page.legend}>{t('lead.bookingTitle')}</legend>
      <div className={mergeClasses(page.columns, page.top)}>
        <Field label={t('lead.organizer')} hint={t('lead.organizerHint')} validationMessage={problemOf('organizer')}>
          <Select
            value={form.organizer}
            onChange={(_, { value }) =>
              change({ ...form, organizer: organizers.find((one) => one === value) ?? form.organizer })
            }
          >
            {organizers.map((one) => (
              <option key={one} value={one}>
                {t(`lead.organizers.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        {form.organizer === 'shared-mailbox' && (
          <Field label={t('lead.sharedMailbox')} required validationMessage={problemOf('sharedMailbox')}>
            <Input
              type="email"
              value={form.sharedMailbox}
              onChange={(_, { value }) => change({ ...form, sharedMailbox: value })}
            />
          </Field>
        )}
        <Field
          label={t('lead.decideWithinDays')}
          hint={t('lead.decideWithinDaysHint')}
          required
          validationMessage={problemOf('decideWithinDays')}
        >
          <Input
            type="number"
            min={0}
            max={14}
            value={form.decideWithinDays}
            onChange={(_, { value }) => change({ ...form, decideWithinDays: value })}
          />
        </Field>
      </div>
      <Field label={t('lead.blackouts')} hint={t('lead.blackoutsHint')} validationMessage={problemOf('blackouts')}>
        <Textarea
          rows={3}
          resize="vertical"
          value={form.blackouts}
          onChange={(_, { value }) => change({ ...form, blackouts: value })}
        />
      </Field>
    </fieldset>
  );
}
