import {
  Button,
  Card,
  Checkbox,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  Select,
  Text,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Participation, Participations, type ParticipationChange } from '../../../bot/http/contract/contract.ts';
import { ApiProblem } from '../../api/client.ts';
import { useAct, useSurroundings } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { dayOf } from '../../components/when.ts';
import { TopicOrder } from './topic-order.tsx';

/** Most pairings that somebody may take on at once. */
const mostAtOnce: Readonly<Record<Participation['role'], number>> = { mentor: 5, mentee: 3 };
/** What is not saved yet. */
type Change = Partial<Pick<Participation, keyof ParticipationChange>>;
const sides = Participation.shape.prefersOffice.unwrap().options;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '12px' },
  topics: { rowGap: '0' },
});

/** What somebody offers or wants, and whom they would like, to be changed at any time. */
export function ChoicesCard({ participation }: { readonly participation: Participation }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const [change, setChange] = useState<Change>({});
  const act = useAct(Participations, () => ['PUT', `/my/participations/${participation.programmeId}`, change]);
  const { role, programme, offered } = participation;
  const { topics, capacity, prefersOffice, prefersProfession, pausedUntil } = { ...participation, ...change };
  const set = (more: Change) => {
    act.reset();
    setChange({ ...change, ...more });
  };
  const problems = act.error instanceof ApiProblem ? act.error.fields : [];
  const isShown = (field: string) => field.split('.')[0] !== 'topics';
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
  const people = (field: 'wishes' | 'exclusions') => (
    <Field label={t(`choices.${field}`)} hint={t(`choices.${field}Hint`)} validationMessage={problemOf(field)}>
      <AddressLines addresses={change[field] ?? participation[field]} onChange={(lines) => set({ [field]: lines })} />
    </Field>
  );
  return (
    <Card>
      <form
        className={own.form}
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onSuccess: () => setChange({}) });
        }}
      >
        <h2 className={styles.heading}>{t(`choices.topics.${role}`, { programme })}</h2>
        <div className={mergeClasses(styles.columns, styles.top, own.topics)}>
          {offered.map((topic) => (
            <Checkbox
              key={topic.key}
              checked={topics.includes(topic.key)}
              label={topic.sensitive ? t('choices.privateTopic', { topic: topic.label }) : topic.label}
              onChange={(_, { checked }) =>
                set({
                  topics: checked === true ? [...topics, topic.key] : topics.filter((one) => one !== topic.key),
                })
              }
            />
          ))}
        </div>
        <Text className={styles.quiet}>{t('choices.privateTopics')}</Text>
        {role === 'mentee' && topics.length > 1 && (
          <TopicOrder topics={topics} offered={offered} reorder={(wanted) => set({ topics: wanted })} />
        )}
        {participation.pausedUntil !== null && (
          <Text>{t('choices.paused', { day: dayOf(`${participation.pausedUntil}T12:00:00`, host.locale) })}</Text>
        )}
        <details>
          <summary className={styles.summary}>{t('choices.more')}</summary>
          <div className={styles.stack}>
            <div className={mergeClasses(styles.columns, styles.top)}>
              <Field label={t(`choices.capacity.${role}`)} validationMessage={problemOf('capacity')}>
                <Select value={String(capacity)} onChange={(_, { value }) => set({ capacity: Number(value) })}>
                  {Array.from({ length: mostAtOnce[role] }, (_, index) => (
                    <option key={index}>{index + 1}</option>
                  ))}
                </Select>
              </Field>
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
              {people('wishes')}
              {people('exclusions')}
            </div>
            <Text className={styles.quiet}>{t('choices.onlyYou')}</Text>
          </div>
        </details>
        <Trouble error={act.error} isShown={isShown} />
        <div className={styles.row}>
          <Button type="submit" disabled={Object.keys(change).length === 0 || act.isPending}>
            {t('save')}
          </Button>
          {act.isSuccess && <Text role="status">{t('choices.saved')}</Text>}
        </div>
      </form>
    </Card>
  );
}

/** Addresses, one a line, as they are typed. */
function AddressLines(props: {
  readonly addresses: readonly string[];
  readonly onChange: (addresses: string[]) => void;
}) {
  const { addresses, onChange, ...control } = props;
  const [text, setText] = useState(addresses.join('\n'));
  return (
    <Textarea
      {...control}
      rows={3}
      resize="vertical"
      value={text}
      onChange={(_, { value }) => {
        setText(value);
        onChange(value.split(/[\s,;]+/).filter((address) => address !== ''));
      }}
    />
  );
}
