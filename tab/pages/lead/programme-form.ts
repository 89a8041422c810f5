import {
  Weights,
  type BookingRules,
  type Programme,
  type ProgrammeInput,
  type Topic,
} from '../../../bot/http/contract/programme.ts';

/** Where a new programme starts: topics that most organisations know, the private ones marked. */
const usualTopics = [
  'AI tools',
  'Data literacy',
  'Digital services',
  'Social media',
  'Early careers',
  'Front-line experience',
  'Customer experience',
  'Hybrid working',
  'Accessibility',
  'Climate and sustainability',
  '*Social mobility',
  '*Race and ethnicity',
  '*LGBTQ inclusion',
  '*Faith at work',
  '*Parents and carers',
  '*Gender equality',
  '*Neurodiversity',
  '*Mental health',
];

/** The parts of a fit, each with the field that says how much it counts. */
export const weightFields = {
  topics: 'weightTopics',
  department: 'weightDepartment',
  location: 'weightLocation',
  seniority: 'weightSeniority',
  hours: 'weightHours',
  experience: 'weightExperience',
  preferences: 'weightPreferences',
} as const satisfies Record<keyof Weights, string>;
export const fitParts = Weights.keyof().options;
type WeightField = (typeof weightFields)[keyof Weights];

/** What a new programme starts with. */
const usualWeights: Weights = {
  topics: 45,
  department: 12,
  location: 5,
  seniority: 13,
  hours: 5,
  experience: 5,
  preferences: 15,
};

/** How the meetings of a new programme are booked. */
const usualBooking: BookingRules = {
  organizer: 'mentee',
  sharedMailbox: null,
  decideWithinDays: 2,
  blackouts: [],
};

/** A programme as it stands in the fields of the page. */
export interface Form extends Readonly<Record<WeightField, string>> {
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly cadence: ProgrammeInput['cadence'];
  readonly meetings: string;
  readonly lengthMinutes: string;
  readonly gap: string;
  readonly sharedTopics: string;
  readonly sharedHours: string;
  readonly department: ProgrammeInput['rules']['department'];
  readonly sameManager: 'no' | 'yes';
  readonly openToSignUp: 'no' | 'yes';
  readonly objective: ProgrammeInput['objective'];
  readonly organizer: BookingRules['organizer'];
  readonly sharedMailbox: string;
  readonly decideWithinDays: string;
  /** One on each line: a day, or two with `to` between them, and a name. */
  readonly blackouts: string;
  readonly neutralContact: string;
  readonly keptMonths: string;
  readonly topics: string;
  readonly ladder: string;
}

/** What the server calls the fields. */
const sentAs: Readonly<Record<keyof Form, string>> = {
  name: 'name',
  startsOn: 'startsOn',
  endsOn: 'endsOn',
  cadence: 'cadence',
  meetings: 'meetings',
  lengthMinutes: 'lengthMinutes',
  gap: 'rules.minimumSeniorityGap',
  sharedTopics: 'rules.minimumSharedTopics',
  sharedHours: 'rules.minimumSharedHours',
  department: 'rules.department',
  sameManager: 'rules.allowSameManager',
  openToSignUp: 'openToSignUp',
  objective: 'objective',
  organizer: 'booking.organizer',
  sharedMailbox: 'booking.sharedMailbox',
  decideWithinDays: 'booking.decideWithinDays',
  blackouts: 'booking.blackouts',
  neutralContact: 'neutralContact',
  keptMonths: 'keptMonths',
  topics: 'topics',
  ladder: 'gradeLadder',
  weightTopics: 'weights.topics',
  weightDepartment: 'weights.department',
  weightLocation: 'weights.location',
  weightSeniority: 'weights.seniority',
  weightHours: 'weights.hours',
  weightExperience: 'weights.experience',
  weightPreferences: 'weights.preferences',
};

/** The field of the form in which something is wrong that the server names; null when it is none of them alone. */
export const fieldOf = (sent: string): keyof Form | null =>
  (Object.keys(sentAs) as (keyof Form)[]).find((one) => `${sent}.`.startsWith(`${sentAs[one]}.`)) ?? null;

const weightsOf = (weights: Weights): Record<WeightField, string> =>
  Object.fromEntries(fitParts.map((part) => [weightFields[part], String(weights[part])])) as Record<
    WeightField,
    string
  >;

const day = (date: Date) => date.toISOString().slice(0, 10);

/** A form of an existing programme, or of six meetings in the months after the next Monday. */
export function formOf(programme: Programme | null, now: string): Form {
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
      department: rules.department,
      sameManager: rules.allowSameManager ? 'yes' : 'no',
      openToSignUp: programme.openToSignUp ? 'yes' : 'no',
      objective: programme.objective,
      ...bookingFields(programme.booking),
      neutralContact: programme.neutralContact ?? '',
      keptMonths: String(programme.keptMonths),
      ...weightsOf(programme.weights),
      topics: programme.topics.map(({ label, sensitive }) => (sensitive ? `*${label}` : label)).join('\n'),
      ladder: programme.gradeLadder.join('\n'),
    };
  }
  const start = new Date(now);
  start.setUTCDate(start.getUTCDate() + ((8 - start.getUTCDay()) % 7 || 7));
  const end = new Date(start);
  end.setUTCDate(end.getUTCDate() + 26 * 7);
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
    department: 'prefer',
    sameManager: 'no',
    openToSignUp: 'yes',
    objective: 'total',
    ...bookingFields(usualBooking),
    neutralContact: '',
    keptMonths: '12',
    ...weightsOf(usualWeights),
    topics: usualTopics.join('\n'),
    ladder: '',
  };
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Longest key the server takes, with room for a number behind it. */
const longestWords = 55;

/** The words of a label joined by hyphens; a number where it holds no Latin letter. */
const wordsOf = (label: string, index: number): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, '')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, longestWords)
    .replace(/-$/, '') || `topic-${index + 1}`;

/**
 * What stands on the lines. A topic that was there keeps its key, which people have chosen by; no new one gets the key of
 * another label.
 */
function topicsOf(lines: readonly string[], before: readonly Topic[]): Topic[] {
  const labels = lines.map((line) => line.replace(/^\*\s*/, ''));
  const keys = new Map(before.filter((one) => labels.includes(one.label)).map((one) => [one.label, one.key]));
  // Nor the key of one that goes: people have chosen by it, and would seem to have chosen another.
  const taken = new Set(before.map((one) => one.key));
  return lines.map((line, index) => {
    const label = labels[index] ?? '';
    let key = keys.get(label);
    if (key === undefined) {
      const words = wordsOf(label, index);
      key = words;
      for (let number = 2; taken.has(key); number += 1) key = `${words}-${number}`;
      keys.set(label, key);
      taken.add(key);
    }
    return { key, label, sensitive: line.startsWith('*') };
  });
}

const bookingFields = ({ organizer, sharedMailbox, decideWithinDays, blackouts }: BookingRules) => ({
  organizer,
  sharedMailbox: sharedMailbox ?? '',
  decideWithinDays: String(decideWithinDays),
  blackouts: blackouts
    .map(({ name, from, to }) => {
      const days = from === to ? from : `${from} to ${to}`;
      return name === days ? days : `${days} ${name}`;
    })
    .join('\n'),
});

/**
 * `2027-12-24 to 2028-01-02 Christmas`; days without a name are called by themselves. A line that is not like this is sent as
 * it is, so that the server says what is wrong with it.
 */
const blackoutLine = /^(\d{4}-\d{2}-\d{2})(?:\s+to\s+(\d{4}-\d{2}-\d{2}))?(?:\s+(?!to\s)(.+))?$/;

function bookingOf(form: Form): BookingRules {
  const { organizer, sharedMailbox, decideWithinDays, blackouts } = form;
  return {
    organizer,
    sharedMailbox: organizer === 'shared-mailbox' && sharedMailbox.trim() !== '' ? sharedMailbox.trim() : null,
    decideWithinDays: Number(decideWithinDays),
    blackouts: linesOf(blackouts).map((line) => {
      const [, from = line, to = from, name = line] = blackoutLine.exec(line) ?? [];
      return { name, from, to };
    }),
  };
}

/** What the form says; the server checks it. `before`: the programme's topics as they stand. */
export function inputOf(form: Form, before: readonly Topic[]): ProgrammeInput {
  const length = Number(form.lengthMinutes);
  return {
    name: form.name,
    startsOn: form.startsOn,
    endsOn: form.endsOn,
    cadence: form.cadence,
    meetings: Number(form.meetings),
    lengthMinutes: length === 30 || length === 60 ? length : 45,
    topics: topicsOf(linesOf(form.topics), before),
    rules: {
      minimumSeniorityGap: Number(form.gap),
      minimumSharedTopics: Number(form.sharedTopics),
      minimumSharedHours: Number(form.sharedHours),
      department: form.department,
      allowSameManager: form.sameManager === 'yes',
    },
    weights: Object.fromEntries(fitParts.map((part) => [part, Number(form[weightFields[part]])])) as Weights,
    objective: form.objective,
    booking: bookingOf(form),
    openToSignUp: form.openToSignUp === 'yes',
    neutralContact: form.neutralContact.trim() === '' ? null : form.neutralContact.trim(),
    keptMonths: Number(form.keptMonths),
    gradeLadder: linesOf(form.ladder),
  };
}

/** The fields in which two forms differ. */
export const differences = (one: Form, other: Form): readonly (keyof Form)[] =>
  (Object.keys(one) as (keyof Form)[]).filter((field) => one[field] !== other[field]);
