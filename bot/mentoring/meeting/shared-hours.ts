import { Temporal } from 'temporal-polyfill';
import type { WorkingHours } from '../people/person.ts';
import { workingDay, type Period } from './working-time.ts';

const minutesOfDay = 1_440;
/** The day before a week and the day after it belong to it too: where zones are far apart, a day carries another date. */
const daysSeen = [-1, 0, 1, 2, 3, 4, 5, 6, 7] as const;
/** Position of the week's first own day in what is seen of it. */
const firstOwn = 1;
const ownDays = 7;

/** Working hours over one week, a start and an end for each day seen, in minutes from its first midnight in UTC. */
type Week = readonly (readonly [start: number, end: number] | null)[];

/**
 * Working minutes that two people share a day, on the weekday they share most, in the week of the period in which that
 * is least: clocks change on different days in different places, and not everywhere. Keeps what it has learnt of hours
 * and zones as long as the period is there, so that it is worked out once for all pairs of an organisation.
 */
export function sharedMinutesFinder(period: Period): SharedMinutes {
  const finder = finders.get(period) ?? makeFinder(period);
  finders.set(period, finder);
  return finder;
}

type SharedMinutes = (a: WorkingHours, b: WorkingHours) => number;
const finders = new WeakMap<Period, SharedMinutes>();

function makeFinder(period: Period): SharedMinutes {
  const weeks = weeksOf(period);
  const offsetsOf = keep((timeZone: string) => weeks.map((day) => offsetsIn(timeZone, day)));
  const shapes: Week[] = [];
  const shapeIds = new Map<string, number>();
  const shapeId = (week: Week) => {
    const key = JSON.stringify(week);
    const found = shapeIds.get(key) ?? shapes.push(week) - 1;
    shapeIds.set(key, found);
    return found;
  };
  /** The shape of each week: most weeks are alike. */
  const shapesOf = keep((hours: WorkingHours) => {
    const byOffset = new Map<number, number>();
    return weeks.map((day, index) => {
      const [atStart, atEnd] = offsetsOf(hours.timeZone)[index] ?? [0, 0];
      // In a week of a change each day is worked out by itself.
      if (atStart !== atEnd) return shapeId(changingWeek(hours, day));
      const found = byOffset.get(atStart) ?? shapeId(steadyWeek(hours, day, atStart));
      byOffset.set(atStart, found);
      return found;
    });
  }, JSON.stringify);
  const mostOf = new Map<number, number>();

  return (a, b) => {
    const [mine, theirs] = [shapesOf(a), shapesOf(b)];
    let least = Number.POSITIVE_INFINITY;
    for (let index = 0; index < weeks.length; index += 1) {
      const [my, their] = [mine[index] ?? 0, theirs[index] ?? 0];
      const key = my * 2 ** 26 + their;
      const most = mostOf.get(key) ?? mostShared(shapes[my] ?? [], shapes[their] ?? []);
      mostOf.set(key, most);
      least = Math.min(least, most);
    }
    return least;
  };
}

/** Answers each question once; equal questions have equal keys. */
function keep<Question, Answer>(ask: (question: Question) => Answer, keyOf: (question: Question) => string = String) {
  const known = new Map<string, Answer>();
  return (question: Question): Answer => {
    const key = keyOf(question);
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = ask(question)));
    return answer;
  };
}

/** The first day of each week of the period; the last week may reach beyond its end. */
function weeksOf({ startsOn, endsOn }: Period): readonly Temporal.PlainDate[] {
  const weeks = [startsOn];
  for (let day = startsOn.add({ days: 7 }); Temporal.PlainDate.compare(day, endsOn) <= 0; day = day.add({ days: 7 })) {
    weeks.push(day);
  }
  return weeks;
}

/** Minutes that a zone is ahead of UTC just before and just after all that is seen of the week. */
function offsetsIn(timeZone: string, day: Temporal.PlainDate): readonly [number, number] {
  const at = (days: number) => day.add({ days }).toZonedDateTime(timeZone).offsetNanoseconds / 60e9;
  return [at(-1), at(8)];
}

function steadyWeek(hours: WorkingHours, day: Temporal.PlainDate, offset: number): Week {
  const minutes = (time: string) => {
    const { hour, minute } = Temporal.PlainTime.from(time);
    return hour * 60 + minute;
  };
  const [start, end] = [minutes(hours.start), minutes(hours.end)];
  return daysSeen.map((seen) => {
    const weekday = ((day.dayOfWeek - 1 + seen + 7) % 7) + 1;
    const midnight = seen * minutesOfDay - offset;
    return hours.days.includes(weekday) ? [midnight + start, midnight + end] : null;
  });
}

function changingWeek(hours: WorkingHours, day: Temporal.PlainDate): Week {
  const midnight = day.toZonedDateTime('UTC').epochMilliseconds;
  const since = (instant: Temporal.Instant) => (instant.epochMilliseconds - midnight) / 60_000;
  return daysSeen.map((seen) => {
    const working = workingDay(hours, day.add({ days: seen }));
    return working && [since(working.start), since(working.end)];
  });
}

function mostShared(mine: Week, theirs: Week): number {
  let most = 0;
  for (let own = firstOwn; own < firstOwn + ownDays; own += 1) {
    const my = mine[own];
    if (!my) continue;
    for (const their of theirs.slice(own - 1, own + 2)) {
      if (their) most = Math.max(most, Math.min(my[1], their[1]) - Math.max(my[0], their[0]));
    }
  }
  return most;
}
