import { ask, make, the } from './ask.ts';

interface Event {
  readonly subject: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly isOnline: boolean;
  readonly isCancelled: boolean;
  readonly showAs: string;
  readonly attendees: readonly string[];
}
interface Week {
  readonly person: { readonly displayName: string; readonly officeLocation: string };
  readonly from: string;
  readonly timeZone: string;
  readonly hasMailbox: boolean;
  readonly events: readonly Event[];
}
export interface Now {
  readonly now: string;
  readonly timeZone: string;
  readonly next: { readonly startsAt: string; readonly endsAt: string; readonly partner: string } | null;
  /** The other one of this person's pairing; null while there is none that they know of. */
  readonly paired: { readonly id: string; readonly displayName: string } | null;
  readonly partners: readonly { readonly id: string; readonly displayName: string }[];
}

/** A date as `2026-11-30`, in a time zone. */
const dateIn = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(instant));

let day: string | undefined;
let partnerId: string | undefined;
/** What stands on the page. */
let shown = '';

/** Forgets week and partner: somebody else looks, or the clock moved. */
export function forgetWeek(): void {
  day = undefined;
  partnerId = undefined;
}

/**
 * Shows the week of the one who is played and, beside it, of the one they meet. Where nothing has changed the page stays as it
 * is, with the button in it that has the focus.
 */
export async function showCalendars(now: Now): Promise<void> {
  day ??= dateIn(now.next?.startsAt ?? now.now, now.timeZone);
  const asked = `${day} ${partnerId}`;
  const partner = now.partners.find(({ id }) => id === partnerId) ?? now.partners[0];
  const mine = await ask<Week>(`calendar?day=${day}`);
  const theirs = partner && (await ask<Week>(`calendar?day=${day}&person=${partner.id}`));
  // Another week or partner was chosen meanwhile, and is on its way.
  if (asked !== `${day} ${partnerId}`) return;
  const toShow = JSON.stringify([mine, theirs, now.next, now.partners]);
  if (toShow === shown) return;
  shown = toShow;
  const weeks = make('div', '', 'weeks');
  weeks.append(column(mine));
  if (theirs) weeks.append(column(theirs));
  the('#view-calendars').replaceChildren(bar(now, partner?.id), weeks);
}

function bar(now: Now, chosen: string | undefined): HTMLElement {
  const element = make('div', '', 'bar');
  const again = () => void showCalendars(now);
  const week = (title: string, move: number | null) => {
    const button = make('button', title);
    button.addEventListener('click', () => {
      day = move === null ? dateIn(now.now, now.timeZone) : moved(day ?? '', move);
      again();
    });
    return button;
  };
  element.append(week('Earlier', -7), week('This week', null), week('Later', 7));
  if (now.next) {
    const { startsAt, partner } = now.next;
    const button = make('button', `Next meeting with ${partner}`);
    button.addEventListener('click', () => {
      day = dateIn(startsAt, now.timeZone);
      again();
    });
    element.append(button);
  } else {
    element.append(
      make('span', 'No meeting of two is booked yet. It will stand here by itself in both calendars.', 'quiet'),
    );
  }
  if (now.partners.length > 1) {
    const select = document.createElement('select');
    select.setAttribute('aria-label', 'Whose calendar stands beside it');
    for (const { id, displayName } of now.partners) select.add(new Option(displayName, id, false, id === chosen));
    select.addEventListener('change', () => {
      partnerId = select.value;
      again();
    });
    element.append(select);
  }
  return element;
}

function column({ person, from, timeZone, hasMailbox, events }: Week): HTMLElement {
  const element = make('section', '', 'week');
  const place = person.officeLocation === '' ? '' : ` · ${person.officeLocation}`;
  element.append(
    make('h2', person.displayName + place),
    make('p', `Times in ${timeZone.replaceAll('_', ' ')}`, 'quiet'),
  );
  if (!hasMailbox) element.append(make('p', 'No mailbox, so no calendar.'));
  else if (events.length === 0) element.append(make('p', 'Nothing this week.', 'quiet'));
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const dayName = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const sorted = events.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  for (const [name, onDay] of Object.entries(Object.groupBy(sorted, (event) => dayName.format(startIn(event, from))))) {
    const list = make('ul');
    for (const event of onDay ?? []) {
      const isOurs = event.isOnline && event.attendees.length <= 2;
      const item = make(
        'li',
        '',
        [isOurs ? 'ours' : '', event.isCancelled ? 'cancelled' : ''].filter(Boolean).join(' '),
      );
      const hours = `${clock.format(new Date(event.startsAt))}–${clock.format(new Date(event.endsAt))}`;
      item.append(
        make('span', hours),
        make('span', event.showAs === 'tentative' ? `${event.subject} (invited)` : event.subject),
      );
      list.append(item);
    }
    element.append(make('h3', name), list);
  }
  return element;
}

/** The day under which an event stands: its own, or the week's first for one that began before. */
const startIn = (event: Event, from: string) => new Date(Math.max(Date.parse(event.startsAt), Date.parse(from)));

function moved(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
