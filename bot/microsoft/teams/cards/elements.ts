import { shorten } from '../../../mentoring/text.ts';

/** An Adaptive Card or a part of one, as JSON. */
export type Element = Readonly<Record<string, unknown>>;

/** Longest name shown, in characters. */
const longestName = 80;

/** What people typed, shown as it is: one line, no marks that turn or hide text, nothing that Markdown would act on. */
export const safe = (text: string): string => safeWords(text, longestName);

/** The same for what people write at length: `longest` in UTF-16 units. */
export function safeWords(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return (
    shorten(line, longest)
      .replace(/[\\`*_[\]#<>|~]/g, '\\$&')
      // `&amp;` would be read as a sign of its own, and `{{DATE(…)}}` as a date to fill in.
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replaceAll('{{', '{\\{')
  );
}

export const title = (text: string): Element => ({
  type: 'TextBlock',
  text,
  size: 'medium',
  weight: 'bolder',
  wrap: true,
});
export const line = (text: string): Element => ({ type: 'TextBlock', text, wrap: true });
export const quiet = (text: string): Element => ({
  type: 'TextBlock',
  text,
  wrap: true,
  isSubtle: true,
  size: 'small',
});

/** One tap out of several, all of them in sight. */
export function choice(id: string, label: string, choices: Readonly<Record<string, string>>, value?: string): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'expanded',
    ...(value === undefined ? {} : { value }),
    choices: Object.entries(choices).map(([key, text]) => ({ title: text, value: key })),
  };
}

/** A button. Clients that do not know `Action.Execute` send the same as a plain message. */
export function action(
  verb: string,
  text: string,
  data: Readonly<Record<string, string>>,
  style?: 'positive',
): Element {
  const more = style ? { style } : {};
  return {
    type: 'Action.Execute',
    title: text,
    verb,
    data: { ...data, verb },
    ...more,
    fallback: { type: 'Action.Submit', title: text, data: { ...data, verb }, ...more },
  };
}

/** The whole card. Version 1.5: Teams on every device shows it. */
export function card(body: readonly Element[], actions: readonly Element[] = []): Element {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    ...(actions.length > 0 ? { actions } : {}),
  };
}
