const DAY = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const INDEXES = ['first', 'second', 'third', 'fourth', 'last'];

/** A recurrence as Graph shapes it, checked by its schema before it comes here. */
export interface PatternedRecurrence {
  readonly pattern: {
    readonly type: string;
    readonly interval: number;
    readonly daysOfWeek?: readonly string[] | undefined;
    readonly firstDayOfWeek?: string | undefined;
    readonly dayOfMonth?: number | undefined;
    readonly month?: number | undefined;
    readonly index?: string | undefined;
  };
  readonly range: {
    readonly type: string;
    readonly startDate: string;
    readonly endDate?: string | undefined;
    readonly numberOfOccurrences?: number | undefined;
    readonly recurrenceTimeZone?: string | undefined;
  };
}

/** What is wrong with a recurrence, or undefined. */
export function recurrenceProblem({ pattern, range }: PatternedRecurrence): string | undefined {
  const needsDays = ['weekly', 'relativeMonthly', 'relativeYearly'].includes(pattern.type);
  if (!Number.isInteger(pattern.interval) || pattern.interval < 1 || pattern.interval > 999) return 'interval';
  if (needsDays && (pattern.daysOfWeek ?? []).length === 0) return 'daysOfWeek';
  if (pattern.type.startsWith('absolute') && !within(pattern.dayOfMonth, 1, 31)) return 'dayOfMonth';
  if (pattern.type.endsWith('Yearly') && !within(pattern.month, 1, 12)) return 'month';
  if (Number.isNaN(Date.parse(range.startDate))) return 'startDate';
  if (range.type === 'numbered' && !within(range.numberOfOccurrences, 1, 999)) return 'numberOfOccurrences';
  if (range.type === 'endDate' && !(Date.parse(range.endDate ?? '') >= Date.parse(range.startDate))) return 'endDate';
  return undefined;
}

const within = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= low && value <= high;

/**
 * The days of a recurrence in their order, as milliseconds at midnight "as if UTC": dates without a zone, so that the
 * wall-clock time of a series stays the same across daylight saving. Stops after `through`; may begin as late as `from`.
 */
export function* daysOf({ pattern, range }: PatternedRecurrence, from: number, through: number): Generator<number> {
  const first = Date.parse(range.startDate);
  const last = range.type === 'endDate' ? Math.min(through, Date.parse(range.endDate ?? '')) : through;
  const most = range.type === 'numbered' ? (range.numberOfOccurrences ?? 0) : Infinity;
  let count = 0;
  // What is numbered has to be counted from the start; anything else may leap to the time asked for.
  const longest = (LONGEST_DAYS[pattern.type] ?? 1) * DAY * pattern.interval;
  const leap = range.type === 'numbered' ? 0 : Math.max(0, Math.floor((from - first) / longest) - 1);
  for (let period = leap; count < most; period++) {
    const { start, days } = PERIODS[pattern.type]?.(pattern, first, period * pattern.interval) ?? {
      start: Infinity,
      days: [],
    };
    if (start > last) return;
    for (const day of days) {
      if (day < first) continue;
      if (day > last || count === most) return;
      count++;
      yield day;
    }
  }
}

/** The longest that one period of each type can be, in days. */
const LONGEST_DAYS: Readonly<Record<string, number>> = {
  daily: 1,
  weekly: 7,
  absoluteMonthly: 31,
  relativeMonthly: 31,
  absoluteYearly: 366,
  relativeYearly: 366,
};

interface Period {
  /** The first day that the period could hold. */
  readonly start: number;
  readonly days: readonly number[];
}

type Pattern = PatternedRecurrence['pattern'];

/** For each type of pattern, the days in the period (day, week, month, year) that lies `on` periods after the first. */
const PERIODS: Readonly<Record<string, (pattern: Pattern, first: number, on: number) => Period>> = {
  daily: (_pattern, first, on) => ({ start: first + on * DAY, days: [first + on * DAY] }),
  weekly: (pattern, first, on) => {
    const weekStart = WEEKDAYS.indexOf(pattern.firstDayOfWeek ?? 'sunday');
    const start = first - ((weekday(first) - weekStart + 7) % 7) * DAY + on * 7 * DAY;
    const offsets = (pattern.daysOfWeek ?? []).map((day) => (WEEKDAYS.indexOf(day) - weekStart + 7) % 7);
    return { start, days: [...new Set(offsets)].sort((a, b) => a - b).map((offset) => start + offset * DAY) };
  },
  absoluteMonthly: (pattern, first, on) => absolute(pattern, monthAfter(first, on)),
  relativeMonthly: (pattern, first, on) => relative(pattern, monthAfter(first, on)),
  absoluteYearly: (pattern, first, on) => absolute(pattern, monthOfYear(first, on, pattern)),
  relativeYearly: (pattern, first, on) => relative(pattern, monthOfYear(first, on, pattern)),
};

const weekday = (day: number): number => new Date(day).getUTCDay();

/** The first day of the month that lies `on` months after that of `day`. */
const monthAfter = (day: number, on: number): number =>
  Date.UTC(new Date(day).getUTCFullYear(), new Date(day).getUTCMonth() + on, 1);

const monthOfYear = (day: number, on: number, pattern: Pattern): number =>
  Date.UTC(new Date(day).getUTCFullYear() + on, (pattern.month ?? 1) - 1, 1);

/** A day of the month; the last day where the month is too short, as Outlook does it. */
function absolute(pattern: Pattern, start: number): Period {
  const length = (monthAfter(start, 1) - start) / DAY;
  return { start, days: [start + (Math.min(pattern.dayOfMonth ?? 1, length) - 1) * DAY] };
}

/** The first to fourth, or last, day of the month that is one of the days of the week. */
function relative(pattern: Pattern, start: number): Period {
  const length = (monthAfter(start, 1) - start) / DAY;
  const matching = Array.from({ length }, (_, day) => start + day * DAY).filter((day) =>
    pattern.daysOfWeek?.includes(WEEKDAYS[weekday(day)] ?? ''),
  );
  const index = INDEXES.indexOf(pattern.index ?? 'first');
  const day = index === 4 ? matching.at(-1) : matching[index];
  return { start, days: day === undefined ? [] : [day] };
}
