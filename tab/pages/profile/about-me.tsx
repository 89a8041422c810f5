import { Button, Checkbox, Field, Input, makeStyles, Select, Text } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { WorkingHours, type MyProfile, type ProfileChange } from '../../../bot/http/contract/profile.ts';
import { ApiProblem } from '../../api/client.ts';
import { useSaveProfile } from '../../api/profile.ts';
import { useSurroundings } from '../../api/queries.ts';
import { LanguagesField } from '../../components/languages-field.tsx';
import { Section } from '../../components/section.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { SaveRow } from './save-row.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { weekdayOf } from '../../components/when.ts';

const Draft = z.object({
  languages: z.array(z.string()).optional(),
  ownHours: WorkingHours.extend({ days: z.array(z.int()), start: z.string(), end: z.string() })
    .nullable()
    .optional(),
});
const allDays = [1, 2, 3, 4, 5, 6, 7] as const;
/** What is offered to begin with where Outlook tells nothing. */
const usual = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: '0' },
  days: { display: 'flex', flexWrap: 'wrap', columnGap: '8px' },
  // As wide as its longest zone it would be wider than a narrow window.
  zone: { minWidth: '0', '& select': { minWidth: '0', width: '100%' } },
  group: { border: 'none', margin: '0', padding: '0', minWidth: '0' },
});

/** What concerns somebody in every programme: languages, and when they work. */
export function AboutMe({ profile }: { readonly profile: MyProfile }) {
  const { t } = useTranslation();
  const own = useStyles();
  const { draft, change, clear } = useDraft(Draft, 'about me', {});
  const save = useSaveProfile();
  const languages = draft.languages ?? profile.languages;
  const ownHours = draft.ownHours === undefined ? profile.ownHours : draft.ownHours;
  const set = (more: z.infer<typeof Draft>) => {
    save.reset();
    change({ ...draft, ...more });
  };
  const isChanged = Object.keys(draft).length > 0;
  const isEndEarly = ownHours !== null && ownHours.end <= ownHours.start;
  const isWrong = languages.length === 0 || (ownHours !== null && (isEndEarly || ownHours.days.length === 0));
  const fields = save.error instanceof ApiProblem ? save.error.fields : [];
  return (
    <Section heading={t('profile.about')}>
      <form
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault();
          const input: ProfileChange = draft;
          save.mutate(input, { onSuccess: clear });
        }}
      >
        <LanguagesField
          chosen={languages}
          choices={profile.languageChoices}
          problem={languages.length === 0 ? t('profile.noLanguage') : null}
          onChange={(chosen) => set({ languages: chosen })}
        />
        <Hours
          ownHours={ownHours}
          outlookHours={profile.outlookHours}
          isZoneWrong={fields.some(({ field }) => field === 'ownHours.timeZone')}
          onChange={(hours) => set({ ownHours: hours })}
        />
        <Trouble error={save.error} />
        <SaveRow save={save} isChanged={isChanged} isWrong={isWrong} saved={t('profile.saved')} clear={clear} />
      </form>
    </Section>
  );
}

type Hours = NonNullable<MyProfile['ownHours']>;

function Hours(props: {
  readonly ownHours: Hours | null;
  readonly outlookHours: Hours | null;
  readonly isZoneWrong: boolean;
  readonly onChange: (hours: Hours | null) => void;
}) {
  const { ownHours, outlookHours, isZoneWrong, onChange } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const legend = useId();
  const heading = (
    <Text id={legend} as="h3" weight="semibold" className={styles.heading}>
      {t('profile.hours')}
    </Text>
  );
  if (ownHours === null) {
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const list = new Intl.ListFormat(host.locale, { type: 'unit', style: 'short' });
    return (
      <div className={styles.tight}>
        {heading}
        <Text>
          {outlookHours
            ? t('profile.fromOutlook', {
                days: list.format(outlookHours.days.map((day) => weekday(day, host.locale))),
                start: outlookHours.start,
                end: outlookHours.end,
                zone: outlookHours.timeZone.replaceAll('_', ' '),
              })
            : t('profile.notFromOutlook')}
        </Text>
        <div>
          <Button onClick={() => onChange(outlookHours ?? { ...usual, timeZone: here })}>
            {t('profile.changeHours')}
          </Button>
        </div>
      </div>
    );
  }
  const { timeZone, days, start, end } = ownHours;
  const zones = [...new Set([timeZone, ...Intl.supportedValuesOf('timeZone')])].toSorted();
  return (
    <fieldset className={own.group} aria-labelledby={legend}>
      <div className={styles.tight}>
        {heading}
        <Text className={styles.quiet}>{t('profile.ownHours')}</Text>
        <div className={own.days} role="group" aria-label={t('profile.days')}>
          {allDays.map((day) => (
            <Checkbox
              key={day}
              label={weekday(day, host.locale)}
              checked={days.includes(day)}
              onChange={(_, { checked }) =>
                onChange({
                  ...ownHours,
                  days: checked === true ? [...days, day].toSorted() : days.filter((one) => one !== day),
                })
              }
            />
          ))}
        </div>
        {days.length === 0 && <Text role="alert">{t('profile.noDay')}</Text>}
        <div className={styles.fields}>
          <Field label={t('profile.start')}>
            <Input type="time" value={start} onChange={(_, { value }) => onChange({ ...ownHours, start: value })} />
          </Field>
          <Field label={t('profile.end')} validationMessage={end <= start ? t('profile.endEarly') : null}>
            <Input type="time" value={end} onChange={(_, { value }) => onChange({ ...ownHours, end: value })} />
          </Field>
          <Field
            label={t('profile.zone')}
            className={styles.grow}
            validationMessage={isZoneWrong ? t('profile.noZone') : null}
          >
            <Select
              className={own.zone}
              value={timeZone}
              onChange={(_, { value }) => onChange({ ...ownHours, timeZone: value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <div>
          <Button appearance="subtle" onClick={() => onChange(null)}>
            {t('profile.useOutlook')}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

// 1 February 2027 is a Monday.
const weekday = (day: number, locale: string): string => weekdayOf(`2027-02-0${day}`, locale);
