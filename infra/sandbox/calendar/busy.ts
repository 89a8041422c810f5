import type { Person } from '../organisation/person.ts';
import { seededRandom } from '../random.ts';
import type { CalendarEvent } from './event.ts';
import { workingHoursOf } from './working-hours.ts';
import { windowsName, zoneOf } from './zones.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** A Monday: weeks are counted from it. */
const FIRST_MONDAY = Date.UTC(2024, 0, 1);
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const SINGLES = [
  'Review',
  'Interview',
  'Site visit',
  'Supplier call',
  'Workshop',
  'Preparation',
  'Steering group',
  'Call',
];
const REGULARS = [
  { subject: 'Team meeting', minutes: 60, interval: 1, monthly: false },
  { subject: 'One to one', minutes: 30, interval: 1, monthly: false },
  { subject: 'Forum', minutes: 60, interval: 2, monthly: false },
  { subject: 'Town hall', minutes: 60, interval: 1, monthly: true },
  { subject: 'Leadership meeting', minutes: 90, interval: 1, monthly: false },
  { subject: 'Budget review', minutes: 60, interval: 2, monthly: false },
  { subject: 'Performance review', minutes: 60, interval: 1, monthly: false },
];

/**
 * The calendar somebody has before anything is booked. All of it follows from the person and the week, so it needs no
 * keeping: every week of any year is made when it is asked for and is the same each time. Some hours are left quiet, the
 * same ones for many people, so that two people who share working hours nearly always share a free hour as well.
 */
export class BusyCalendar {
  readonly #person: Person;
  readonly #leads: boolean;
  readonly #hours;
  readonly #weeks = new Map<number, CalendarEvent[]>();
  #regulars: CalendarEvent[] | undefined;

  constructor(person: Person, leads: boolean) {
    this.#person = person;
    this.#leads = leads;
    this.#hours = workingHoursOf(person);
  }

  /** Series that stand all the time, and the single events of the weeks from `from` to `to` (instants). */
  between(from: number, to: number): CalendarEvent[] {
    this.#regulars ??= this.#makeRegulars();
    const events = [...this.#regulars];
    for (let week = Math.floor((from - DAY - FIRST_MONDAY) / WEEK); FIRST_MONDAY + week * WEEK <= to + DAY; week++) {
      let singles = this.#weeks.get(week);
      if (singles === undefined) {
        singles = this.#makeWeek(week);
        this.#weeks.set(week, singles);
      }
      events.push(...singles);
    }
    return events;
  }

  /** The event of a key that `between` gave out. */
  find(key: string): CalendarEvent | undefined {
    const week = Number(/:w(-?\d+):/.exec(key)?.[1] ?? 0);
    const monday = FIRST_MONDAY + week * WEEK;
    return this.between(monday, monday + WEEK).find((event) => event.key === key);
  }

  #makeRegulars(): CalendarEvent[] {
    const random = seededRandom(`regulars ${this.#person.id}`);
    const wanted = REGULARS.slice(0, this.#leads ? REGULARS.length : 4);
    return wanted.flatMap((regular, number) => {
      const at = this.#freeTime(random, FIRST_MONDAY, regular.minutes);
      if (at === undefined) return [];
      const weekday = WEEKDAYS[new Date(at).getUTCDay()] ?? 'monday';
      const start = at + (regular.interval === 2 && random() < 0.5 ? WEEK : 0);
      const pattern = regular.monthly
        ? { type: 'relativeMonthly', interval: 1, daysOfWeek: [weekday], index: 'first' }
        : { type: 'weekly', interval: regular.interval, daysOfWeek: [weekday], firstDayOfWeek: 'monday' };
      const event = this.#event(`r:${number}`, regular.subject, start, start + regular.minutes * MINUTE, 'busy');
      const range = { type: 'noEnd', startDate: new Date(start).toISOString().slice(0, 10) };
      return [{ ...event, recurrence: { pattern, range } }];
    });
  }

  #makeWeek(week: number): CalendarEvent[] {
    const monday = FIRST_MONDAY + week * WEEK;
    const random = seededRandom(`week ${week} ${this.#person.id}`);
    const events: CalendarEvent[] = [];
    const draws = this.#leads ? 12 : 7;
    for (let number = 0; number < draws; number++) {
      const minutes = 30 * (1 + Math.floor(random() * 3));
      const subject = SINGLES[Math.floor(random() * SINGLES.length)] ?? 'Call';
      const showAs = random() < 0.12 ? 'tentative' : 'busy';
      const start = this.#freeTime(random, monday, minutes);
      if (start === undefined) continue;
      events.push(this.#event(`w${week}:${number}`, subject, start, start + minutes * MINUTE, showAs));
    }
    const wholeDay = random();
    const day = monday + Math.floor(random() * 4) * DAY;
    if (wholeDay < 1 / 16) events.push(this.#allDay(`w${week}:leave`, 'Leave', day, 2, 'oof'));
    else if (wholeDay < 1 / 6) events.push(this.#allDay(`w${week}:note`, 'Conference week', day, 1, 'free'));
    return events;
  }

  /** A start within working hours and outside quiet hours, in wall-clock time; undefined when none was hit upon. */
  #freeTime(random: () => number, monday: number, minutes: number): number | undefined {
    const { days, start, end } = this.#hours;
    const zone = zoneOf(this.#person.timeZone);
    const offset = zone.toLocal(monday + DAY / 2) - (monday + DAY / 2);
    const slots = (end - start) / 30;
    for (let attempt = 0; attempt < 4; attempt++) {
      const day = days[Math.floor(random() * days.length)] ?? 1;
      const minute = start + 30 * Math.floor(random() * slots);
      const at = monday + (day - 1) * DAY + minute * MINUTE;
      if (minute + minutes <= end && !this.#touchesQuiet(at - offset, minutes)) return at;
    }
    return undefined;
  }

  #touchesQuiet(instant: number, minutes: number): boolean {
    for (let at = instant - (instant % HOUR); at < instant + minutes * MINUTE; at += HOUR) {
      if (this.#isQuiet(new Date(at).getUTCDay(), new Date(at).getUTCHours())) return true;
    }
    return false;
  }

  #isQuiet(day: number, hour: number): boolean {
    // Where Europe's day meets Asia's afternoon and America's morning: one hour of each on every day.
    const shared = day % 2 === 0 ? hour === 8 || hour === 14 : hour === 9 || hour === 15;
    return seededRandom(`quiet ${this.#person.id} ${day} ${hour}`)() < (shared ? 0.85 : 0.25);
  }

  #allDay(name: string, subject: string, start: number, days: number, showAs: string): CalendarEvent {
    return { ...this.#event(name, subject, start, start + days * DAY, showAs), isAllDay: true };
  }

  #event(name: string, subject: string, start: number, end: number, showAs: string): CalendarEvent {
    const key = `busy:${this.#person.id}:${name}`;
    return {
      key,
      mailbox: this.#person.id,
      uid: Buffer.from(`${this.#person.id.slice(0, 8)}${name}`)
        .toString('hex')
        .toUpperCase(),
      content: { subject },
      start,
      end,
      zone: this.#person.timeZone,
      zoneName: windowsName(this.#person.timeZone),
      isAllDay: false,
      showAs,
      exceptions: {},
      cancelled: [],
      copies: [],
      extended: [],
      createdAt: start - 3 * WEEK,
      modifiedAt: start - 3 * WEEK,
    };
  }
}
