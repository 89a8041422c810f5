import { agendaItemLimit } from '../../../mentoring/agenda/agenda.ts';
import type { AgendaMessage, PickProblem } from '../../../mentoring/agenda/messages.ts';
import type { OfferedQuestions } from '../../../mentoring/agenda/open-questions.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choices, input, line, quiet, safe, safeText, title, type Element } from './elements.ts';

type Of<K extends AgendaMessage['kind']> = Extract<AgendaMessage, { kind: K }>;

const nameOf = ({ partner }: { readonly partner: { readonly displayName: string } }) => safe(partner.displayName);

/** Points as people wrote them, one to a line. */
const points = (texts: readonly string[]): readonly Element[] =>
  texts.map((text, index) => line(`${index + 1}. ${safeText(text, agendaItemLimit)}`));

const whenOf = (
  {
    start,
    meetingNumber: number,
    meetings,
  }: { readonly start: string; readonly meetingNumber: number; readonly meetings: number },
  { t, when }: Texts,
) => quiet(t('agenda.when', { start: when(start), number, meetings }));

/** What somebody picked cannot be taken, and why. */
const trouble = (problem: PickProblem | null, { t }: Texts): readonly Element[] =>
  problem === null ? [] : [line(t(`agenda.problem.${problem}`))];

/** Questions to pick from, but those that stand there already: what is shown, and what a button sends of them. */
function questions(
  offered: readonly OfferedQuestions[],
  there: readonly string[],
  { t }: Texts,
): { readonly shown: readonly Element[]; readonly sent: Readonly<Record<string, string>> } {
  const sent: Record<string, string> = {};
  let count = 0;
  const shown = offered.flatMap(({ topic, group, numbers }, index) => {
    const texts = t(`openQuestions.${group}`, { returnObjects: true });
    const toPick: { value: string; title: string }[] = [];
    for (const number of numbers) {
      const text = texts[number] ?? '';
      if (there.includes(text)) continue;
      toPick.push({ value: String(count), title: text });
      sent[`question${count}`] = text;
      // A question that suits any topic is said with its own.
      if (topic && group === 'any') sent[`topic${count}`] = topic.key;
      count += 1;
    }
    if (toPick.length === 0) return [];
    return [
      line(topic ? `**${safe(topic.label)}**` : t('agenda.anything')),
      choices(`questions${index}`, t('agenda.pick'), toPick),
    ];
  });
  return { shown, sent };
}

/** Asks the mentee what to work on. */
function agendaQuestion(message: Of<'agenda-question'>, texts: Texts): Element {
  const { t, day } = texts;
  const { meetingId, items, suggestions, lengthMinutes: minutes, isReminder } = message;
  const there = [...items, ...suggestions.map(({ text }) => text)];
  const { shown, sent } = questions(message.questions, there, texts);
  const number = (index: number) => t('agenda.takeIn', { number: index + 1 });
  return card(
    [
      title(t('agenda.question', { minutes, day: day(message.start.slice(0, 10)) })),
      whenOf(message, texts),
      ...(isReminder ? [line(t('agenda.reminder'))] : []),
      ...trouble(message.problem, texts),
      ...(items.length > 0 ? [line(t('agenda.soFar')), ...points(items)] : []),
      ...(suggestions.length > 0
        ? [
            line(t('agenda.suggestions', { name: nameOf(message) })),
            ...points(suggestions.map(({ text }) => text)),
            choices(
              'suggestions',
              t('agenda.takeInLabel'),
              suggestions.map(({ id }, index) => ({ value: id, title: number(index) })),
            ),
          ]
        : []),
      ...shown,
      input('text', t('agenda.own'), agendaItemLimit),
      quiet(t('agenda.untilPublished', { name: nameOf(message) })),
      quiet(t('stop')),
    ],
    [action('agenda.publish', t('agenda.publish'), { meetingId, ...sent }, 'positive')],
  );
}

/** Asks the mentor for what they would like to suggest; nobody has to. */
function agendaSuggestion(message: Of<'agenda-suggestion'>, texts: Texts): Element {
  const { t, day } = texts;
  const { meetingId, suggested } = message;
  const { shown, sent } = questions(message.questions, suggested, texts);
  return card(
    [
      title(t('agenda.suggest.title', { day: day(message.start.slice(0, 10)) })),
      whenOf(message, texts),
      line(t('agenda.suggest.text', { name: nameOf(message) })),
      ...trouble(message.problem, texts),
      ...(suggested.length > 0 ? [line(t('agenda.suggest.soFar')), ...points(suggested)] : []),
      ...shown,
      input('text', t('agenda.own'), agendaItemLimit),
      quiet(t('stop')),
    ],
    [action('agenda.suggest', t('agenda.suggest.send'), { meetingId, ...sent }, 'positive')],
  );
}

/** How an agenda stands. */
function agenda(message: Of<'agenda'>, texts: Texts): Element {
  const { t } = texts;
  const { role, standing, items, suggested } = message;
  const name = nameOf(message);
  return card([
    title(t('agenda.title', { name })),
    whenOf(message, texts),
    line(standing === 'over' ? t('agenda.over') : t(`agenda.standing.${standing}.${role}`, { name })),
    ...points(items),
    ...(suggested.length > 0
      ? [line(role === 'mentor' ? t('agenda.suggest.soFar') : t('agenda.suggestions', { name })), ...points(suggested)]
      : []),
    quiet(t('stop')),
  ]);
}

export const agendaCards: Drawings<AgendaMessage> = {
  'agenda-question': agendaQuestion,
  'agenda-suggestion': agendaSuggestion,
  agenda,
  'no-agenda': (_, { t }) => card([line(t('agenda.none'))]),
};
