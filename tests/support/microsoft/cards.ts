/** A card or a part of one. */
export type Part = Readonly<Record<string, unknown>>;

/** Every object within a card, the card itself first. */
export function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Part, ...Object.values(value).flatMap(partsOf)];
}

/** The parts of one type. */
export const ofType = (card: unknown, type: string): Part[] => partsOf(card).filter((part) => part['type'] === type);

/** Texts that a client reads as Markdown, in their order: those of blocks and of facts. */
export const markdownOf = (card: unknown): string[] =>
  partsOf(card).flatMap((part) => {
    if (part['type'] === 'TextBlock') return [part['text'] as string];
    if (part['type'] === 'FactSet')
      return (part['facts'] as Part[]).flatMap((fact) => [fact['title'] as string, fact['value'] as string]);
    return [];
  });

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  rlm: '\u200f',
};
const token = /\\([!-/:-@[-`{-~])|&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));|([*_`[\]<>~|])/gu;

/**
 * What a reader of Markdown makes of one line: the text it shows, and the marks in it that would change how it looks or
 * where it leads. Backslash escapes and entities as in CommonMark.
 */
export function readMarkdown(text: string): { shown: string; marks: string[] } {
  const marks: string[] = [];
  const shown = text.replace(
    token,
    (whole, escaped?: string, decimal?: string, hex?: string, name?: string, mark?: string) => {
      if (escaped !== undefined) return escaped;
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (name !== undefined) return named[name] ?? whole;
      if (mark !== undefined) marks.push(mark);
      return '';
    },
  );
  if (/^\s*([-+*]|\d+[.)]|#{1,6})\s/.test(text)) marks.push('block');
  return { shown, marks };
}
