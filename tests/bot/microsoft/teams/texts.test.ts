import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { ShownRepeats } from '../../../../bot/mentoring/meeting/messages.ts';
import { partsOf } from '../../../support/microsoft/cards.ts';
import { everyMessage } from '../../../support/microsoft/messages.ts';
import type { Language } from '../../../../bot/locales/languages.ts';
import { textsFor } from '../../../../bot/microsoft/teams/texts.ts';
import { answerLines } from '../../../../bot/microsoft/teams/cards/check-in.ts';
import { cardOf, english, rhythm, t, when } from '../../../support/texts.ts';

const file = fileURLToPath(new URL('../../../../bot/microsoft/teams/texts.ts', import.meta.url));
/** What a server whose own clock is in `zone` says of a time. */
function saidIn(zone: string, zoned: string): string {
  const script = `import { textsFor } from ${JSON.stringify(file)}; process.stdout.write(textsFor('en').when(${JSON.stringify(zoned)}));`;
  const environment = { ...process.env, TZ: zone, NODE_OPTIONS: '' };
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: environment, encoding: 'utf8' });
}

describe('how often meetings are', () => {
  it.each<[ShownRepeats, string]>([
    [{ kind: 'weeks', every: 1 }, 'every week'],
    [{ kind: 'weeks', every: 2 }, 'every two weeks'],
    [{ kind: 'month', week: 2 }, 'the second Tuesday of each month'],
    [{ kind: 'month', week: 'last' }, 'the last Tuesday of each month'],
    [{ kind: 'month', week: null }, 'once a month'],
  ])('is said of %j', (repeats, text) => {
    expect(rhythm({ repeats, firstMeeting: '2027-12-07T10:00:00+00:00[Europe/London]' })).toBe(text);
  });
});

describe('a time in a message', () => {
  it("is the reader's own day and hour", () => {
    expect(when('2027-12-07T10:00:00+00:00[Europe/London]')).toBe('Tue 7 Dec, 10:00');
    expect(when('2027-12-07T00:05:00+05:30[Asia/Kolkata]')).toBe('Tue 7 Dec, 00:05');
    expect(when('2027-12-07T23:55:00-08:00[America/Los_Angeles]')).toBe('Tue 7 Dec, 23:55');
  });

  it('names the right day of the week and month for any time there is', () => {
    const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(zones, fc.integer({ min: 1_800_000_000, max: 1_900_000_000 }), (zone, seconds) => {
        const time = Temporal.Instant.fromEpochMilliseconds(seconds * 1_000).toZonedDateTimeISO(zone);
        const clock = time.toPlainTime().toString({ smallestUnit: 'minute' });
        expect(when(time.toString())).toMatch(
          new RegExp(`^${days[time.dayOfWeek - 1] ?? ''} ${time.day} \\w{3,4}, ${clock}$`),
        );
      }),
    );
  });

  it.each(['UTC', 'Asia/Kolkata', 'Pacific/Kiritimati'])('is the same where the server stands in %s', (zone) => {
    expect(saidIn(zone, '2027-12-07T10:00:00+00:00[Europe/London]')).toBe('Tue 7 Dec, 10:00');
  });

  it.each(['America/New_York', 'America/Los_Angeles', 'Atlantic/Azores'])(
    'is the same where the server stands in %s',
    (zone) => {
      expect(saidIn(zone, '2027-12-07T10:00:00+00:00[Europe/London]')).toBe('Tue 7 Dec, 10:00');
    },
  );
});

describe('in each language', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'Tue 7 Dec, 10:05', 'Tue 7 Dec', 'the second Tuesday of each month'],
    ['fr', 'mar. 7 déc., 10:05', 'mar. 7 déc.', 'le deuxième mardi de chaque mois'],
    ['de', 'Di., 7. Dez., 10:05', 'Di., 7. Dez.', 'am zweiten Dienstag jedes Monats'],
    ['es', 'mar, 7 dic, 10:05', 'mar, 7 dic', 'el segundo martes de cada mes'],
    ['ar', 'الثلاثاء، 7 ديسمبر، 10:05 ص', 'الثلاثاء، 7 ديسمبر', 'يوم الثلاثاء الثاني من كل شهر'],
  ])('times, days and how often are written its own way: %s', (language, time, day, often) => {
    const at = '2027-12-07T10:05:00+00:00[Europe/London]';
    const texts = textsFor(language);
    expect(texts.when(at)).toBe(time);
    expect(texts.day('2027-12-07')).toBe(day);
    expect(texts.rhythm({ repeats: { kind: 'month', week: 2 }, firstMeeting: at })).toBe(often);
  });

  it('has the plurals that Arabic needs', () => {
    const { t: say } = textsFor('ar');
    const said = [1, 2, 4, 11, 100].map((count) => say('repeats.weeks', { count }));
    expect(said).toEqual(['كل أسبوع', 'كل أسبوعين', 'كل 4 أسابيع', 'كل 11 أسبوعًا', 'كل 100 أسبوع']);
  });
});

describe('answers said again', () => {
  it('are those that were given, in the words of their choices', () => {
    const all = {
      tookPlace: 'yes',
      spokeOpenly: 'partly',
      menteesAgenda: 'no',
      whoTalked: 'mostly-the-other',
      summedUp: 'no',
      words: 'Only for me',
      areWordsShared: false,
    } as const;
    expect(answerLines(all, english)).toEqual([
      [t('checkIn.questions.tookPlace'), 'Yes'],
      [t('checkIn.questions.whoTalked'), 'Mostly the other'],
      [t('checkIn.questions.spokeOpenly'), 'Partly'],
      [t('checkIn.questions.menteesAgenda'), 'No'],
      [t('checkIn.questions.summedUp'), 'No'],
    ]);
    const none = { spokeOpenly: null, menteesAgenda: null, whoTalked: null, summedUp: null, words: null } as const;
    expect(answerLines({ ...none, tookPlace: 'moved', areWordsShared: false }, english)).toEqual([
      [t('checkIn.questions.tookPlace'), 'It was moved'],
    ]);
  });
});

/** Every text on every card. */
const everySentence = everyMessage().flatMap((message) =>
  partsOf(cardOf(message)).flatMap((part) =>
    ['text', 'title', 'label', 'value'].flatMap((name) => (typeof part[name] === 'string' ? [part[name]] : [])),
  ),
);

describe('the words of the bot', () => {
  it('are calm and show no code', () => {
    expect(everySentence.length).toBeGreaterThan(60);
    expect(everySentence.filter((sentence) => /!|\bundefined\b|\[object|NaN|[{}]/.test(sentence))).toEqual([]);
  });

  it('never say who is junior and who is senior', () => {
    expect(everySentence.filter((sentence) => /\b(junior|senior|subordinate|boss)\b/i.test(sentence))).toEqual([]);
  });
});
