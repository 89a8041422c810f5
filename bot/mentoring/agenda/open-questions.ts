import type { Topic } from '../programme/programme.ts';

/** A list of questions in the message files (`openQuestions`): those of a common topic, and those that suit any. */
export type QuestionGroup = keyof typeof wordsOf | 'any';

/** Questions that somebody may pick from for one of the topics they chose. */
export interface OfferedQuestions {
  /** Null where no topic is to be named. */
  readonly topic: Pick<Topic, 'key' | 'label'> | null;
  readonly group: QuestionGroup;
  /** Places in the group's list, from 0. */
  readonly numbers: readonly number[];
}

/** Topics that questions are offered for at once, and questions for each. */
const mostTopics = 3;
const perTopic = 2;
/** Questions of a common topic, and of `any`: enough that no two meetings after one another have one in common. */
export const questionsOfTopic = 4;
export const questionsOfAny = 12;

/** Beginnings of words by which the label of a topic is known, in the languages spoken here; those of up to three letters are whole words. */
const wordsOf = {
  ai: [
    'ai',
    'ki',
    'ia',
    'genai',
    'artificial',
    'artificielle',
    'künstliche',
    'copilot',
    'chatgpt',
    'machine learning',
    'الذكاء',
  ],
  data: ['data', 'daten', 'donnée', 'dato', 'analytic', 'statisti', 'dashboard', 'البيانات'],
  careers: [
    'career',
    'karriere',
    'carrière',
    'carrera',
    'graduate',
    'apprentic',
    'talent',
    'recruit',
    'onboard',
    'berufs',
  ],
  inclusion: [
    'inclusi',
    'diversi',
    'equity',
    'equality',
    'belonging',
    'vielfalt',
    'égalité',
    'igualdad',
    'edi',
    'dei',
    'dni',
  ],
  hybrid: ['hybrid', 'remote', 'homeoffice', 'télétravail', 'teletrabajo', 'híbrido', 'flexible work'],
  social: [
    'social media',
    'soziale',
    'réseaux sociaux',
    'redes sociales',
    'linkedin',
    'tiktok',
    'instagram',
    'influenc',
  ],
  customers: ['customer', 'client', 'kunden', 'user', 'passenger', 'citizen', 'ux'],
  sustainability: [
    'sustainab',
    'climate',
    'nachhaltig',
    'klima',
    'durab',
    'climat',
    'sostenib',
    'clima',
    'environment',
    'carbon',
    'green',
  ],
  leadership: ['leader', 'führung', 'management', 'manager', 'liderazgo', 'communicat', 'feedback'],
  wellbeing: [
    'wellbeing',
    'well',
    'wellness',
    'mental',
    'stress',
    'gesundheit',
    'health',
    'santé',
    'bienestar',
    'balance',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Questions to pick from for a meeting, in the order in which the two want their topics; others for the next meeting. A
 * sensitive topic is never named: there is always room for questions without a topic, so that none shows by its absence.
 */
export function openQuestionsFor(
  topics: readonly Topic[],
  shared: readonly string[],
  meetingNumber: number,
): readonly OfferedQuestions[] {
  const named = shared.flatMap((key) => topics.filter((topic) => topic.key === key && !topic.sensitive));
  const places: readonly (Topic | null)[] = [
    ...named.slice(0, mostTopics),
    ...(named.length < mostTopics ? [null] : []),
  ];
  const offered: OfferedQuestions[] = [];
  for (const topic of places) {
    const known = topic && groupOf(topic.label);
    // Two topics of one group would have the same questions.
    const group = known === null || offered.some((one) => one.group === known) ? 'any' : known;
    offered.push({
      topic: topic && { key: topic.key, label: topic.label },
      group,
      numbers: numbersOf(group, meetingNumber, offered.filter((one) => one.group === 'any').length),
    });
  }
  return offered;
}

/** Which questions of a group a meeting has, when so many topics before took from the same. */
function numbersOf(group: QuestionGroup, meetingNumber: number, before: number): readonly number[] {
  const [size, step, skip] =
    group === 'any' ? [questionsOfAny, mostTopics * perTopic, before * perTopic] : [questionsOfTopic, perTopic, 0];
  const first = (meetingNumber - 1) * step + skip;
  return Array.from({ length: perTopic }, (_, index) => (first + index) % size);
}

/** The group that a topic belongs to by the words of its label; null for one that nobody has thought of. */
function groupOf(label: string): Exclude<QuestionGroup, 'any'> | null {
  const words = ` ${label
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .join(' ')} `;
  const isMeant = (beginning: string) => words.includes(beginning.length <= 3 ? ` ${beginning} ` : ` ${beginning}`);
  const groups = Object.keys(wordsOf) as (keyof typeof wordsOf)[];
  return groups.find((group) => wordsOf[group].some(isMeant)) ?? null;
}
