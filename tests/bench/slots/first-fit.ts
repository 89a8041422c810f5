import type { Temporal } from 'temporal-polyfill';
import type { Slot } from '../../../bot/mentoring/meeting/meeting.ts';
import { repeatsFrom } from '../../../bot/mentoring/meeting/repeats.ts';
import type { SlotSearch } from '../../../bot/mentoring/meeting/slots.ts';

/**
 * The slot that other products take: the first weekday and time that is free in the first week, whatever the weeks after
 * it hold; where that week has none, in the next. Null where no week has any.
 */
export function firstFit(search: SlotSearch, isFree: (from: number) => boolean): Slot | null {
  const { mentee, startsOn, endsOn, meetings, lengthMinutes, cadence } = search;
  const last = endsOn.subtract({ weeks: meetings - 1 });
  for (let day = startsOn; day.since(last).sign <= 0; day = day.add({ days: 1 })) {
    let start: Temporal.ZonedDateTime = day.toZonedDateTime({ timeZone: mentee.timeZone, plainTime: mentee.start });
    for (; start.toPlainDate().equals(day); start = start.add({ minutes: 15 })) {
      if (!isFree(start.epochMilliseconds)) continue;
      return { start, lengthMinutes, meetings, repeats: repeatsFrom(cadence, day) };
    }
  }
  return null;
}
