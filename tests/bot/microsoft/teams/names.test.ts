import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markdownOf, partsOf, readMarkdown } from '../../../support/microsoft/cards.ts';
import { everyMessage, topicKey } from '../../../support/microsoft/messages.ts';
import { runs } from '../../../support/runs.ts';
import { cardOf } from '../../../support/texts.ts';

const plain = 'Priya Rao';
/** A name as it may be shown: without marks that turn, hide or break text. */
const shownAs = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();

/** All texts of all cards, read as Markdown, when the partner, their title, the programme and a topic are called so. */
const allTexts = (name: string) =>
  everyMessage({ displayName: name, jobTitle: name }, name).flatMap((message) =>
    markdownOf(cardOf(message)).map(readMarkdown),
  );

/** The name stands in every text where a plain one would, as it was written, and nothing in it acts. */
function expectPlainText(name: string): void {
  const before = allTexts(plain);
  const after = allTexts(name);
  expect(after.map(({ marks }) => marks)).toEqual(before.map(({ marks }) => marks));
  expect(after.map(({ shown }) => shown)).toEqual(
    before.map(({ shown }) => shown.replaceAll(plain, () => shownAs(name))),
  );
}

describe('a name is shown as it was written', () => {
  it.each([
    '*Sam*',
    '**Sam** and __Kim__',
    '_Sam_',
    '~~Sam~~',
    '`Sam`',
    '[Sam](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '[1]: https://evil.example',
    '<b>Sam</b>',
    '<script>alert(1)</script>',
    '<at>Everyone</at>',
    '<https://evil.example>',
    '\\Sam\\*',
    '\\\\',
    '# Sam',
    '- Sam',
    '1. Sam',
    '| a | b |',
    '> Sam',
    'O\'Neil & Sons "quoted"',
    '${name}',
    '=HYPERLINK("https://evil.example")',
    '$t(help) $1 $&',
    'Zoë Nguyễn 李小龙 محمد',
  ])('%s', expectPlainText);

  it.each([
    ['marks that turn text around', 'Sam \u202enosneB\u202c \u2066x\u2069'],
    ['marks that cannot be seen', 'S\u200ba\u200dm\ufeff \u00adx'],
    ['line breaks', 'Sam\r\n\r\n# Boss\u2028x'],
    ['control characters', 'Sam\u0000\u0007\u001b[31mx\u0085'],
  ])('with %s only without them', (_what, name) => {
    for (const { shown } of allTexts(name)) expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expectPlainText(name);
  });

  it.each(['&#8238;nosneB', '&#x202e;nosneB', 'AT&T'])('%s', expectPlainText);
  // A named entity is read as the character it stands for, one that turns text around among them.
  it.each(['AT&amp;T', '&lt;b&gt;', '&rlm;nosneB'])('%s', expectPlainText);

  // Cards replace these by a date and a time, in the reader's own words.
  it.each(['{{DATE(2027-01-01T00:00:00Z,SHORT)}}', '{{TIME(2027-01-01T00:00:00Z)}}'])('%s', (name) => {
    for (const message of everyMessage({ displayName: name, jobTitle: null }, plain)) {
      for (const text of markdownOf(cardOf(message))) expect(text).not.toMatch(/\{\{(DATE|TIME)\(/);
    }
  });

  it('whatever it is', () => {
    const acting = '\\ ` * _ { } [ ] ( ) # + - . ! < > | ~ " \' / : a é \u202e \n'.split(' ');
    const names = fc.oneof(
      fc.string({ unit: fc.constantFrom(...acting), maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('&', 'and')),
    );
    fc.assert(
      fc.property(
        names.filter((name) => !shownAs(name).includes(plain) && shownAs(name).length <= 80),
        expectPlainText,
      ),
      { numRuns: runs(200) },
    );
  });
});

describe('a long name', () => {
  it('of 10,000 characters is cut short, and the card stays small', () => {
    const long = 'N'.repeat(10_000);
    for (const message of everyMessage({ displayName: long, jobTitle: long }, long)) {
      expect(JSON.stringify(cardOf(message)).length).toBeLessThan(28_000);
    }
    for (const message of everyMessage({ displayName: long, jobTitle: long }, long)) {
      // What somebody wrote for help is shown whole.
      const most = message.kind === 'help-request' ? 500 : 80;
      for (const text of markdownOf(cardOf(message))) {
        expect(readMarkdown(text).shown).not.toMatch(new RegExp(`N{${most + 1}}`));
      }
    }
    expect(allTexts(long).some(({ shown }) => shown.includes(`${'N'.repeat(79)}…`))).toBe(true);
  });

  it('is cut before it is made safe, so that nothing is cut through', () => {
    expectSameMarks('*'.repeat(500));
    expectSameMarks('\\'.repeat(500));
  });

  it('is not cut through a character', () => {
    for (const { shown } of allTexts('\u{1f331}'.repeat(100))) expect(shown.isWellFormed()).toBe(true);
    for (const { shown } of allTexts(`x${'\u{1f331}'.repeat(100)}`)) expect(shown.isWellFormed()).toBe(true);
  });
});

function expectSameMarks(name: string): void {
  expect(allTexts(name).map(({ marks }) => marks)).toEqual(allTexts(plain).map(({ marks }) => marks));
}

describe('names and words that people chose', () => {
  it('stand among choices without marks, which some clients would act on and others show', () => {
    const name = 'C# & <b>*AI*</b> [x](y) {{DATE(1)}}';
    const parts = everyMessage(undefined, name).flatMap((message) => partsOf(cardOf(message)));
    const titles = parts.flatMap((part) => (part['value'] === topicKey ? (part['title'] ?? []) : []));
    expect(titles.length).toBeGreaterThan(0);
    for (const title of titles) expect(title).toMatch(/^C# & +b +AI +\/b +x +\(y\) +DATE\(1\)$/);
  });

  it('stand in texts and among choices alone, never in what is sent back, in a label or in an address', () => {
    const name = 'Somebody Unusual';
    for (const message of everyMessage({ displayName: name, jobTitle: name }, name)) {
      const elsewhere = partsOf(cardOf(message)).flatMap((part) => {
        // What somebody wrote is theirs to change where they wrote it, and nothing acts there.
        const place = part['type'] === 'TextBlock' ? 'text' : part['type'] === 'Input.Text' ? 'value' : '';
        const titles = part['value'] === topicKey ? ['title'] : [];
        const texts = new Set([place, ...titles]);
        return Object.entries(part).filter(([key, value]) => typeof value === 'string' && !texts.has(key));
      });
      expect(elsewhere.filter(([, value]) => (value as string).includes(name))).toEqual([]);
    }
  });
});
