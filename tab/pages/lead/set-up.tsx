import { Button, Field, makeStyles, mergeClasses, Switch, Text, Textarea, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Cadence, type Programme } from '../../../bot/http/contract/programme.ts';
import { useSurroundings } from '../../api/queries.ts';
import { usePeopleCounts } from '../../api/set-up.ts';
import { useNumbers } from '../../components/numbers.ts';
import { Section } from '../../components/section.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { dayOf } from '../../components/when.ts';
import { BringIn } from './people/bring-in.tsx';
import { InvitationsPanel } from './people/invitations.tsx';
import { BookingFields } from './booking-fields.tsx';
import { ChoiceField, TextField, type StepProps } from './set-up/fields.tsx';
import { fieldOf, type Form } from './programme-form.ts';
import { RulesStep } from './set-up/rules-step.tsx';
import { stepOf, steps, stepWith, type Step } from './set-up/steps.ts';
import { TheirChanges } from './set-up/their-changes.tsx';
import { useProgramme, type ProgrammeInFields } from './set-up/use-programme.ts';

const useStyles = makeStyles({
  steps: { display: 'flex', flexWrap: 'wrap', gap: '4px', listStyleType: 'none', margin: '0', padding: '0' },
  now: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1Selected,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: { display: 'flex', flexDirection: 'column', gap: '16px' },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px 12px' },
  state: { flexGrow: 1, color: tokens.colorNeutralForeground3 },
});

/** Makes a programme, or changes one, step by step; saved as it is changed. */
export function SetUpPage(props: {
  readonly programme: Programme | null;
  /** An instant. */
  readonly now: string;
  /** A new one is made; it goes on with the next step. */
  readonly onSaved: (id: string) => void;
}) {
  const { programme, now, onSaved } = props;
  const { t } = useTranslation();
  const page = usePageStyles();
  const styles = useStyles();
  const go = useNavigate();
  const [query, setQuery] = useSearchParams();
  const step = programme ? stepOf(query.get('step')) : 'basics';
  const fields = useProgramme(programme, now);
  const wrong = wrongSteps(fields);
  const index = steps.indexOf(step);
  const next = steps[index + 1];
  const body = useRef<HTMLDivElement>(null);
  const hasMoved = useRef(false);
  useEffect(() => {
    // What comes with the step is read from its beginning.
    if (hasMoved.current) body.current?.focus({ preventScroll: true });
    hasMoved.current = false;
  }, [step]);
  const show = (to: Step) => {
    hasMoved.current = true;
    setQuery({ step: to });
  };
  const goTo = (to: Step) => {
    void fields.save();
    show(to);
  };
  return (
    <div className={page.stack}>
      <nav aria-label={t('setUp.steps')}>
        <ol className={styles.steps}>
          {steps.map((one, place) => (
            <li key={one}>
              <Button
                size="small"
                appearance="subtle"
                className={one === step ? styles.now : ''}
                disabled={programme === null && one !== 'basics'}
                icon={place < index ? <CheckmarkRegular /> : null}
                aria-current={one === step ? 'step' : undefined}
                onClick={() => goTo(one)}
              >
                {`${place + 1}. ${t(`setUp.step.${one}`)}${wrong.includes(one) ? ` (${t('setUp.needsMending')})` : ''}`}
              </Button>
            </li>
          ))}
        </ol>
      </nav>
      <div ref={body} tabIndex={-1} role="group" aria-label={t(`setUp.step.${step}`)} className={styles.body}>
        <Section heading={t(`setUp.title.${step}`)}>
          <form
            className={styles.body}
            onSubmit={(event) => {
              event.preventDefault();
              void fields.save().then((id) => {
                if (id === null) return;
                if (programme === null) onSaved(id);
                // Saved once: the same change sent again would look like somebody else's.
                else if (next) show(next);
                else void go(`/lead/${id}/matching`);
              });
            }}
          >
            <StepFields step={step} programme={programme} {...fields} />
            <Trouble error={fields.error} isShown={(sent) => sent === 'weights' || fieldOf(sent) !== null} />
            {fields.theirs && <TheirChanges mine={fields.form} theirs={fields.theirs} settle={fields.settle} />}
            <div className={styles.foot}>
              {index > 0 && <Button onClick={() => goTo(steps[index - 1] ?? 'basics')}>{t('setUp.back')}</Button>}
              <Button type="submit" appearance="primary" disabled={fields.state === 'saving' || fields.theirs !== null}>
                {programme === null ? t('lead.create') : next ? t('setUp.next') : t('setUp.toMatching')}
              </Button>
              {programme !== null && (
                <Text role="status" className={styles.state}>
                  {t(`setUp.state.${fields.state}`)}
                </Text>
              )}
            </div>
          </form>
        </Section>
        {programme && step === 'people' && <BringIn programmeId={programme.id} />}
        {programme && step === 'invitations' && <InvitationsPanel programme={programme} />}
      </div>
    </div>
  );
}

/** Steps with a field in which something is wrong. */
function wrongSteps({ form, problemOf }: ProgrammeInFields): readonly Step[] {
  return (Object.keys(form) as (keyof Form)[]).filter((field) => problemOf(field) !== null).map(stepWith);
}

function StepFields({
  step,
  programme,
  ...fields
}: StepProps & { readonly step: Step; readonly programme: Programme | null }) {
  const { form, change, problemOf } = fields;
  const { t } = useTranslation();
  const styles = usePageStyles();
  switch (step) {
    case 'basics':
      return (
        <>
          <TextField {...fields} field="name" />
          <div className={mergeClasses(styles.columns, styles.top)}>
            <TextField {...fields} field="startsOn" type="date" />
            <TextField {...fields} field="endsOn" type="date" />
            <ChoiceField {...fields} field="cadence" options={Cadence.options} words={(one) => t(`cadences.${one}`)} />
            <TextField {...fields} field="meetings" type="number" />
            <ChoiceField {...fields} field="lengthMinutes" options={['30', '45', '60']} words={(one) => one} />
            <TextField
              {...fields}
              field="neutralContact"
              type="email"
              hint={t('lead.neutralContactHint')}
              isRequired={false}
            />
            <TextField {...fields} field="keptMonths" type="number" hint={t('lead.keptMonthsHint')} />
          </div>
        </>
      );
    case 'topics':
      return (
        <Field label={t('lead.topics')} hint={t('lead.topicsHint')} validationMessage={problemOf('topics')}>
          <Textarea
            rows={14}
            resize="vertical"
            value={form.topics}
            onChange={(_, { value }) => change({ ...form, topics: value })}
          />
        </Field>
      );
    case 'rules':
      return programme && <RulesStep {...fields} programmeId={programme.id} />;
    case 'booking':
      return <BookingFields form={form} change={change} problemOf={problemOf} />;
    case 'people':
      return (
        <Field hint={t('lead.openToSignUpHint')}>
          <Switch
            label={t('lead.openToSignUp')}
            checked={form.openToSignUp === 'yes'}
            onChange={(_, { checked }) => change({ ...form, openToSignUp: checked ? 'yes' : 'no' })}
          />
        </Field>
      );
    case 'invitations':
      return programme && <Review programme={programme} />;
  }
}

/** All of it once more, in a few lines. */
function Review({ programme }: { readonly programme: Programme }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const numbers = useNumbers();
  const { locale } = useSurroundings().host;
  const counts = usePeopleCounts(programme.id).data;
  const day = (date: string) => dayOf(`${date}T12:00:00Z`, locale, 'UTC');
  const { startsOn, endsOn, cadence, meetings, lengthMinutes, topics } = programme;
  return (
    <ul className={styles.lines}>
      <li>{t('setUp.review.meetings', { meetings, cadence: t(`cadences.${cadence}`), minutes: lengthMinutes })}</li>
      <li>{t('setUp.review.days', { from: day(startsOn), to: day(endsOn) })}</li>
      <li>{t('setUp.review.topics', { topics: topics.length })}</li>
      {counts && <li>{t('setUp.counts', { mentors: numbers(counts.mentors), mentees: numbers(counts.mentees) })}</li>}
    </ul>
  );
}
