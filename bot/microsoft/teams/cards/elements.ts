import { shorten } from '../../../mentoring/text.ts';

/** An Adaptive Card or a part of one, as JSON. */
export type Element = Readonly<Record<string, unknown>>;

/** Longest name shown, in characters. */
const longestName = 80;

/** A name, or something as short, shown as it is. */
export const safe = (text: string): string => safeText(text, longestName);

/** What people typed, up to so many characters, shown as it is: one line, no marks that turn or hide text, nothing that Markdown would act on. */
export function safeText(text: string, longest: number): string {
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

/** Most buttons of a card: Teams shows six, Microsoft's drawing code leaves out the sixth unless its host says otherwise. */
export const mostActions = 5;

/** What people typed, where no client acts on Markdown and escapes would be seen: without the marks. */
export const plain = (text: string): string =>
  shorten(text.replace(/[\p{Cc}\p{Cf}]+|[\\`*_[\]<>|~{}]+/gu, ' ').trim(), longestName);

/** One tap out of several; all of them in sight unless `compact`. `needed` says what is missing where it may not be left out. */
export function choice(
  id: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  value?: string,
  style: 'expanded' | 'compact' = 'expanded',
  needed?: string,
): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style,
    ...(value === undefined ? {} : { value }),
    ...(needed === undefined ? {} : { isRequired: true, errorMessage: needed }),
    choices: Object.entries(choices).map(([key, text]) => ({ title: text, value: key })),
  };
}

/** Any number of taps. */
export function choices(
  id: string,
  label: string,
  of: readonly { readonly value: string; readonly title: string }[],
  { chosen, isInSight }: { readonly chosen: readonly string[]; readonly isInSight: boolean } = {
    chosen: [],
    isInSight: true,
  },
): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: isInSight ? 'expanded' : 'compact',
    isMultiSelect: true,
    wrap: true,
    ...(chosen.length > 0 ? { value: chosen.join(',') } : {}),
    choices: of.map(({ value, title: text }) => ({ title: text, value })),
  };
}

/** A line to write, up to so many characters. */
export const input = (id: string, label: string, longest: number): Element => ({
  type: 'Input.Text',
  id,
  label,
  maxLength: longest,
});

/** Something to write. `needed` says what is missing where it may not be left out. */
export function write(id: string, label: string, longest: number, value?: string | null, needed?: string): Element {
  return {
    type: 'Input.Text',
    id,
    label,
    maxLength: longest,
    isMultiline: true,
    ...(value === undefined || value === null ? {} : { value }),
    ...(needed === undefined ? {} : { isRequired: true, errorMessage: needed }),
  };
}

/** Something to switch on; off at first. */
export const toggle = (id: string, text: string): Element => ({
  type: 'Input.Toggle',
  id,
  title: text,
  value: 'false',
});

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
