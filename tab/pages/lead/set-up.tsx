import { Button, Card, Field, Input, Select, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Programme, type ProgrammeInput, type Topic } from '../../../bot/http/contract/contract.ts';
import { useAct } from '../../api/queries.ts';
import { topicLabel } from '../../components/reasons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';

const cadences = ['weekly', 'every-two-weeks', 'monthly'] as const;
/** Where a new programme starts: topics that most organisations know, the private ones marked. */
const usualTopics = [
  'ai-tools',
  'data-literacy',
  'digital-services',
  'social-media',
  'early-careers',
  'front-line-experience',
  'customer-experience',
  'hybrid-working',
  'accessibility',
  'climate-and-sustainability',
  '*social-mobility',
  '*race-and-ethnicity',
  '*lgbtq-inclusion',
  '*faith-at-work',
  '*parents-and-carers',
  '*gender-equality',
  '*neurodiversity',
  '*mental-health',
];

interface Form {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly cadence: ProgrammeInput['cadence'];
  readonly meetings: string;
  readonly lengthMinutes: string;
  readonly gap: string;
  readonly sharedTopics: string;
  readonly sharedHours: string;
  readonly topics: string;
  readonly ladder: string;
}

/** Makes a programme, or changes one. */
export function SetUpPage(props: { readonly programme: Programme | null; readonly onSaved: (id: string) => void }) {
  const { programme, onSaved } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [form, setForm] = useState(() => formOf(programme));
  const act = useAct(Programme, () =>
    programme
      ? ['PUT', `/programmes/${programme.id}`, { ...inputOf(form), version: programme.version }]
      : ['POST', '/programmes', inputOf(form)],
  );
  const text = (field: keyof Form, label: string, type: 'text' | 'date' | 'number' = 'text') => (
    <Field label={label} required>
      <Input type={type} value={form[field]} onChange={(_, { value }) => setForm({ ...form, [field]: value })} />
    </Field>
  );
  return (
    <Card>
      <form
        className={styles.stack}
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(undefined, { onSuccess: (saved) => onSaved(saved.id) });
        }}
      >
        {text('name', t('lead.name'))}
        <div className={styles.columns}>
          {text('startsOn', t('lead.startsOn'), 'date')}
          {text('endsOn', t('lead.endsOn'), 'date')}
          <Field label={t('lead.cadence')}>
            <Select
              value={form.cadence}
              onChange={(_, { value }) =>
                setForm({ ...form, cadence: cadences.find((one) => one === value) ?? form.cadence })
              }
            >
              {cadences.map((one) => (
                <option key={one} value={one}>
                  {t(`lead.cadences.${one}`)}
                </option>
              ))}
            </Select>
          </Field>
          {text('meetings', t('lead.meetings'), 'number')}
          <Field label={t('lead.length')}>
            <Select value={form.lengthMinutes} onChange={(_, { value }) => setForm({ ...form, lengthMinutes: value })}>
              {['30', '45', '60'].map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          </Field>
          {text('gap', t('lead.gap'), 'number')}
          {text('sharedTopics', t('lead.sharedTopics'), 'number')}
          {text('sharedHours', t('lead.sharedHours'), 'number')}
        </div>
        <div className={styles.columns}>
          <Field label={t('lead.topics')}>
            <Textarea
              rows={8}
              resize="vertical"
              value={form.topics}
              onChange={(_, { value }) => setForm({ ...form, topics: value })}
            />
          </Field>
          <Field label={t('lead.ladder')}>
            <Textarea
              rows={8}
              resize="vertical"
              value={form.ladder}
              onChange={(_, { value }) => setForm({ ...form, ladder: value })}
            />
          </Field>
        </div>
        <Trouble error={act.error} />
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

const day = (date: Date) => date.toISOString().slice(0, 10);

/** A form of an existing programme, or of six meetings in the months after the next Monday. */
function formOf(programme: Programme | null): Form {
  if (programme) {
    const { name, startsOn, endsOn, cadence, rules } = programme;
    return {
      name,
      startsOn,
      endsOn,
      cadence,
      meetings: String(programme.meetings),
      lengthMinutes: String(programme.lengthMinutes),
      gap: String(rules.minimumSeniorityGap),
      sharedTopics: String(rules.minimumSharedTopics),
      sharedHours: String(rules.minimumSharedHours),
      topics: programme.topics.map(({ key, sensitive }) => (sensitive ? `*${key}` : key)).join('\n'),
      ladder: programme.gradeLadder.join('\n'),
    };
  }
  const start = new Date();
  start.setUTCDate(start.getUTCDate() + ((8 - start.getUTCDay()) % 7 || 7));
  const end = new Date(start);
  end.setUTCDate(end.getUTCDate() + 24 * 7);
  return {
    name: '',
    startsOn: day(start),
    endsOn: day(end),
    cadence: 'monthly',
    meetings: '6',
    lengthMinutes: '45',
    gap: '2',
    sharedTopics: '1',
    sharedHours: '2',
    topics: usualTopics.join('\n'),
    ladder: '',
  };
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the form says; the server checks it. */
function inputOf(form: Form): ProgrammeInput {
  const topic = (line: string): Topic => {
    const key = line
      .replace(/^\*\s*/, '')
      .toLowerCase()
      .replaceAll(/\s+/g, '-');
    return { key, label: topicLabel(key), sensitive: line.startsWith('*') };
  };
  const length = Number(form.lengthMinutes);
  return {
    name: form.name,
    startsOn: form.startsOn,
    endsOn: form.endsOn,
    cadence: form.cadence,
    meetings: Number(form.meetings),
    lengthMinutes: length === 30 || length === 60 ? length : 45,
    topics: linesOf(form.topics).map(topic),
    rules: {
      minimumSeniorityGap: Number(form.gap),
      minimumSharedTopics: Number(form.sharedTopics),
      minimumSharedHours: Number(form.sharedHours),
    },
    gradeLadder: linesOf(form.ladder),
  };
}
