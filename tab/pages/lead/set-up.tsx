import { Button, Card, Field, Input, mergeClasses, Select, Switch, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Cadence, Objective, Programme, Rules } from '../../../bot/http/contract/contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { useAct } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { BookingFields } from './booking-fields.tsx';
import { differences, fieldOf, formOf, inputOf, type Form } from './programme-form.ts';
import { WeightsFields } from './weights.tsx';

/** Makes a programme, or changes one. */
export function SetUpPage(props: {
  readonly programme: Programme | null;
  /** An instant. */
  readonly now: string;
  readonly onSaved: (id: string) => void;
}) {
  const { programme, now, onSaved } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [form, setForm] = useState(() => formOf(programme, now));
  // The version that this form began with: somebody else's change since then is shown before it is written over.
  const [version, setVersion] = useState(programme?.version ?? 0);
  const act = useAct(Programme, () =>
    programme
      ? ['PUT', `/programmes/${programme.id}`, { ...inputOf(form, programme.topics), version }]
      : ['POST', '/programmes', inputOf(form, [])],
  );
  const isOvertaken = act.error instanceof ApiProblem && act.error.code === 'changed-meanwhile';
  const problems = act.error instanceof ApiProblem ? act.error.fields : [];
  const told = (isAt: (field: string) => boolean) =>
    problems
      .filter(({ field }) => isAt(field))
      // Of many lines it is said which one.
      .map(({ field, value, rule }) => (fieldOf(field) === 'blackouts' ? `${value} ${rule}` : rule))
      .join(' · ') || null;
  const problemOf = (field: keyof Form) => told((sent) => fieldOf(sent) === field);
  const text = (field: keyof Form, label: string, type: 'text' | 'date' | 'number' = 'text') => (
    <Field label={label} required validationMessage={problemOf(field)}>
      <Input type={type} value={form[field]} onChange={(_, { value }) => setForm({ ...form, [field]: value })} />
    </Field>
  );
  const choice = <Name extends 'cadence' | 'department' | 'objective'>(
    field: Name,
    label: string,
    options: readonly Form[Name][],
    words: (option: Form[Name]) => string,
    hint = '',
  ) => (
    <Field label={label} hint={hint} validationMessage={problemOf(field)}>
      <Select
        value={form[field]}
        onChange={(_, { value }) => setForm({ ...form, [field]: options.find((one) => one === value) ?? form[field] })}
      >
        {options.map((one) => (
          <option key={one} value={one}>
            {words(one)}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <Card>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, {
            onSuccess: (saved) => {
              setVersion(saved.version);
              onSaved(saved.id);
            },
          });
        }}
      >
        {text('name', t('lead.name'))}
        <div className={styles.columns}>
          {text('startsOn', t('lead.startsOn'), 'date')}
          {text('endsOn', t('lead.endsOn'), 'date')}
          {choice('cadence', t('lead.cadence'), Cadence.options, (one) => t(`lead.cadences.${one}`))}
          {text('meetings', t('lead.meetings'), 'number')}
          <Field label={t('lead.lengthMinutes')} validationMessage={problemOf('lengthMinutes')}>
            <Select value={form.lengthMinutes} onChange={(_, { value }) => setForm({ ...form, lengthMinutes: value })}>
              {['30', '45', '60'].map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          </Field>
          {text('gap', t('lead.gap'), 'number')}
          {text('sharedTopics', t('lead.sharedTopics'), 'number')}
          {text('sharedHours', t('lead.sharedHours'), 'number')}
          {choice('department', t('lead.department'), Rules.shape.department.options, (one) =>
            t(`lead.departments.${one}`),
          )}
          {choice(
            'objective',
            t('lead.objective'),
            Objective.options,
            (one) => t(`objectives.${one}`),
            t(`objectiveHints.${form.objective}`),
          )}
        </div>
        <Switch
          label={t('lead.sameManager')}
          checked={form.sameManager === 'yes'}
          onChange={(_, { checked }) => setForm({ ...form, sameManager: checked ? 'yes' : 'no' })}
        />
        <Field hint={t('lead.openToSignUpHint')}>
          <Switch
            label={t('lead.openToSignUp')}
            checked={form.openToSignUp === 'yes'}
            onChange={(_, { checked }) => setForm({ ...form, openToSignUp: checked ? 'yes' : 'no' })}
          />
        </Field>
        <WeightsFields
          form={form}
          change={setForm}
          problemOf={problemOf}
          problem={told((sent) => sent === 'weights')}
        />
        <BookingFields form={form} change={setForm} problemOf={problemOf} />
        <Field
          label={t('lead.neutralContact')}
          hint={t('lead.neutralContactHint')}
          validationMessage={problemOf('neutralContact')}
        >
          <Input
            type="email"
            value={form.neutralContact}
            onChange={(_, { value }) => setForm({ ...form, neutralContact: value })}
          />
        </Field>
        <div className={mergeClasses(styles.columns, styles.top)}>
          <Field label={t('lead.topics')} hint={t('lead.topicsHint')} validationMessage={problemOf('topics')}>
            <Textarea
              rows={8}
              resize="vertical"
              value={form.topics}
              onChange={(_, { value }) => setForm({ ...form, topics: value })}
            />
          </Field>
          <Field label={t('lead.ladder')} validationMessage={problemOf('ladder')}>
            <Textarea
              rows={8}
              resize="vertical"
              value={form.ladder}
              onChange={(_, { value }) => setForm({ ...form, ladder: value })}
            />
          </Field>
        </div>
        <Trouble error={act.error} isShown={(sent) => sent === 'weights' || fieldOf(sent) !== null} />
        {isOvertaken && programme && (
          <TheirChanges
            mine={form}
            theirs={formOf(programme, now)}
            decide={(chosen) => {
              setForm(chosen);
              setVersion(programme.version);
              act.reset();
            }}
          />
        )}
        <div className={styles.row}>
          <Button type="submit" appearance="primary" disabled={act.isPending}>
            {programme ? t('save') : t('lead.create')}
          </Button>
          {act.isSuccess && <Text role="status">{t('lead.saved')}</Text>}
        </div>
      </form>
    </Card>
  );
}

/** What somebody else has changed meanwhile, beside what stands here, to choose from. Nothing is lost before that. */
function TheirChanges(props: { readonly mine: Form; readonly theirs: Form; readonly decide: (chosen: Form) => void }) {
  const { mine, theirs, decide } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const inWords = (field: keyof Form, form: Form) => {
    switch (field) {
      case 'cadence':
        return t(`lead.cadences.${form.cadence}`);
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
        return form[field];
    }
  };
  return (
    <div className={styles.tight}>
      <ul>
        {differences(mine, theirs).map((field) => (
          <li key={field}>
            {t('lead.theirs', {
              field: t(`lead.${field}`),
              theirs: inWords(field, theirs),
              mine: inWords(field, mine),
            })}
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={() => decide(theirs)}>{t('lead.takeTheirs')}</Button>
        <Button onClick={() => decide(mine)}>{t('lead.keepMine')}</Button>
      </div>
    </div>
  );
}
