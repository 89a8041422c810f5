import { Temporal } from 'temporal-polyfill';

/** When those of the made-up organisation who begin late are at work too, in UTC; nobody hears from the bot outside their hours. */
const [from, to] = [10, 15];

/** The given instant where it lies on a working day, else the next working morning: a newcomer at night sees a day's work. */
export function firstDay(now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO('UTC');
  const isWorkday = (day: Temporal.ZonedDateTime) => day.dayOfWeek <= 5;
  if (isWorkday(today) && today.hour >= from && today.hour < to) return now;
  const morning = today.round({ smallestUnit: 'day', roundingMode: 'floor' }).add({ hours: from });
  let day = Temporal.ZonedDateTime.compare(morning, today) > 0 ? morning : morning.add({ days: 1 });
  while (!isWorkday(day)) day = day.add({ days: 1 });
  return day.toInstant();
}
