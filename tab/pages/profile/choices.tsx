import { Button, Field, Input, makeStyles, mergeClasses, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Participation, ParticipationChange } from '../../../bot/http/contract/participations.ts';
import { Colleague } from '../../../bot/http/contract/profile.ts';
import { ApiProblem } from '../../api/client.ts';
import { useSaveParticipation } from '../../api/profile.ts';
import { useSurroundings } from '../../api/queries.ts';
import { Section } from '../../components/section.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { dayOf } from '../../components/when.ts';
import { CapacityField } from './capacity-field.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { PeopleField } from './people-field.tsx';
import { SaveRow } from './save-row.tsx';
import { TopicsField } from './topics-field.tsx';

/** What is not saved yet; addresses as they were typed. */
const Draft = z.object({
  change: ParticipationChange.extend({
    wishes: z.array(z.string()).optional(),
    exclusions: z.array(z.string()).optional(),
    pausedUntil: z.string().nullable().optional(),
  }),
  /** People picked since, whose names the server has not told with the rest. */
  picked: z.array(Colleague),
});
type Change = z.infer<typeof Draft>['change'];
const nothing: z.infer<typeof Draft> = { change: {}, picked: [] };
const sides = Participation.shape.prefersOffice.unwrap().options;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: '0' },
  foot: { justifyContent: 'space-between' },
});

/** What somebody offers or wants in a programme, and whom they would like, to be changed at any time. */
export function ChoicesSection(props: {
  readonly participation: Participation;
  /** Whose names are known, of those whom they picked. */
  readonly people: readonly Colleague[];
}) {
  const { participation, people } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const { programmeId, role, programme, offered } = participation;
  const { draft, change: setDraft, clear } = useDraft(Draft, `choices ${programmeId}`, nothing);
  const [isLeaving, setIsLeaving] = useState(false);
  const save = useSaveParticipation(programmeId);
  const { change } = draft;
  const topics = change.topics ?? participation.topics;
  const capacity = change.capacity ?? participation.capacity;
  const orKept = <Value,>(changed: Value | undefined, kept: Value) => (changed === undefined ? kept : changed);
  const prefersOffice = orKept(change.prefersOffice, participation.prefersOffice);
  const prefersProfession = orKept(change.prefersProfession, participation.prefersProfession);
  const pausedUntil = orKept(change.pausedUntil, participation.pausedUntil);
  const set = (more: Change, picked: Colleague | null = null) => {
    save.reset();
    setDraft({ change: { ...change, ...more }, picked: picked ? [...draft.picked, picked] : draft.picked });
  };
  const isChanged = Object.keys(change).length > 0;
  const problems = save.error instanceof ApiProblem ? save.error.fields : [];
  const problemOf = (field: keyof Change) =>
    problems
      .filter((one) => one.field.split('.')[0] === field)
      .map(({ value, rule }) => `${value} ${rule}`)
      .join(' · ') || null;
  const preference = (field: 'prefersOffice' | 'prefersProfession', value: (typeof sides)[number] | null) => (
    <Field label={t(`choices.${field}`)}>
      <Select
        value={value ?? ''}
        onChange={(_, { value: chosen }) => set({ [field]: sides.find((one) => one === chosen) ?? null })}
      >
        <option value="">{t('choices.noPreference')}</option>
        {sides.map((one) => (
          <option key={one} value={one}>
            {t(`choices.${field}Is.${one}`)}
          </option>
        ))}
      </Select>
    </Field>
  );
  const named = (field: 'wishes' | 'exclusions') => (
    <PeopleField
      programmeId={programmeId}
      label={t(`choices.${field}`)}
      hint={t(`choices.${field}Hint`)}
      problem={problemOf(field)}
      named={change[field] ?? participation[field]}
      known={[...people, ...draft.picked]}
      onChange={(all, picked) => set({ [field]: all }, picked)}
    />
  );
  return (
    <Section heading={t(`choices.topics.${role}`, { programme })}>
      <form
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(change, { onSuccess: clear });
        }}
      >
        {participation.pausedUntil !== null && (
          <Text>{t('choices.paused', { day: dayOf(`${participation.pausedUntil}T12:00:00`, host.locale) })}</Text>
        )}
        <TopicsField role={role} offered={offered} topics={topics} onChange={(chosen) => set({ topics: chosen })} />
        <div className={mergeClasses(styles.columns, styles.top)}>
          <CapacityField
            role={role}
            capacity={capacity}
            problem={problemOf('capacity')}
            onChange={(room) => set({ capacity: room })}
          />
          {preference('prefersOffice', prefersOffice)}
          {preference('prefersProfession', prefersProfession)}
          <Field
            label={t('choices.pausedUntil')}
            hint={t('choices.pausedUntilHint')}
            validationMessage={problemOf('pausedUntil')}
          >
            <Input
              type="date"
              value={pausedUntil ?? ''}
              onChange={(_, { value }) => set({ pausedUntil: value === '' ? null : value })}
            />
          </Field>
        </div>
        <div className={mergeClasses(styles.columns, styles.top)}>
          {named('wishes')}
          {named('exclusions')}
        </div>
        <Text className={styles.quiet}>{t('choices.onlyYou')}</Text>
        <Trouble error={save.error} isShown={(field) => field.split('.')[0] !== 'topics'} />
        <div className={mergeClasses(styles.row, own.foot)}>
          <SaveRow save={save} isChanged={isChanged} saved={t('choices.saved')} clear={clear} />
          <Button appearance="subtle" onClick={() => setIsLeaving(true)}>
            {t('profile.leave.open', { programme })}
          </Button>
        </div>
      </form>
      {isLeaving && <LeaveDialog participation={participation} close={() => setIsLeaving(false)} />}
    </Section>
  );
}
