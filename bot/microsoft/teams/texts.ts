import { Temporal } from 'temporal-polyfill';
import { chatIn, type ChatMessages } from '../../locales/chat.ts';
import { directionOf, languages, writingOf, type Language } from '../../locales/languages.ts';
import type { ShownRepeats } from '../../mentoring/meeting/messages.ts';

/** What the bot says, in one language. */
export interface Texts {
  readonly language: Language;
  readonly direction: 'ltr' | 'rtl';
  /** A message of `bot/locales`, filled in. What people typed goes through `safe` first. */
  readonly t: ChatMessages;
  /** `Tue 8 Dec, 10:00`, as it is where the reader lives; `zoned` as `Temporal.ZonedDateTime` prints it. */
  readonly when: (zoned: string) => string;
  /** `Tue 8 Dec`; `iso` as `2027-12-08`. */
  readonly day: (iso: string) => string;
  /** `every two weeks`, `the second Tuesday of each month`; `firstMeeting` as in `when`. */
  readonly rhythm: (series: { readonly repeats: ShownRepeats; readonly firstMeeting: string }) => string;
}

function speak(language: Language): Texts {
  // Given days and times as if they were in UTC, so that the server's own zone has no say.
  const { locale, hourCycle } = writingOf(language);
  const format = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' });
  const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const days = format(date);
  const times = format({ ...date, hour: '2-digit', minute: '2-digit', hourCycle });
  const weekdays = format({ weekday: 'long' });
  const t = chatIn(language);
  return {
    language,
    direction: directionOf(language),
    t,
    when: (zoned) =>
      times.format(
        new Date(`${Temporal.ZonedDateTime.from(zoned).toPlainDateTime().toString({ smallestUnit: 'minute' })}Z`),
      ),
    day: (iso) => days.format(new Date(iso)),
    rhythm({ repeats, firstMeeting }) {
      if (repeats.kind === 'weeks') {
        return repeats.every === 2 ? t('repeats.twoWeeks') : t('repeats.weeks', { count: repeats.every });
      }
      if (repeats.week === null) return t('repeats.monthly');
      const first = Temporal.ZonedDateTime.from(firstMeeting).toPlainDate().toString();
      return t(`repeats.month.${repeats.week}`, { weekday: weekdays.format(new Date(first)) });
    },
  };
}

const spoken = new Map(languages.map((language) => [language, speak(language)]));

/** What the bot says in a language. */
export function textsFor(language: Language): Texts {
  const texts = spoken.get(language);
  if (!texts) throw new Error(`no texts in ${language}`);
  return texts;
}
