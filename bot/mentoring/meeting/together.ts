import { present } from '../outcome.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import { TemporaryError, type Ports, type Stores } from '../ports.ts';
import type { Programme } from '../programme/programme.ts';
import type { Booking, BookingProblem, MailboxAddress, Meeting, Series } from './meeting.ts';

/** A series with all that its meetings depend on. */
export interface Together {
  readonly series: Series;
  readonly pairing: Pairing;
  readonly programme: Programme;
  readonly mentee: Person;
  readonly mentor: Person;
  /** All there ever were, in the order of their versions. */
  readonly bookings: readonly Booking[];
  /** By number. */
  readonly meetings: readonly Meeting[];
}

/** Reads a series and everything around it; with `forUpdate` the series is held until the transaction ends. */
export async function loadTogether(
  stores: Stores,
  seriesId: string,
  options: { readonly forUpdate?: boolean } = {},
): Promise<Together> {
  const series = present(await stores.series.byId(seriesId, options), 'series');
  const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
  return {
    series,
    pairing,
    programme: present(await stores.programmes.byId(pairing.programmeId), 'programme'),
    mentee: present(await stores.people.byId(pairing.menteeId), 'mentee'),
    mentor: present(await stores.people.byId(pairing.mentorId), 'mentor'),
    bookings: await stores.bookings.ofSeries([seriesId]),
    meetings: (await stores.meetings.ofPairings([pairing.id])).toSorted((a, b) => a.number - b.number),
  };
}

/** Somebody as calendars name them; null while the directory does not know them. */
export function mailboxOf({ entraObjectId, userPrincipalName, displayName }: Person): MailboxAddress | null {
  return entraObjectId === null ? null : { entraObjectId, userPrincipalName, displayName };
}

/** Who calls the meetings of a series, and who is invited to them. */
export interface Roles {
  readonly organizer: MailboxAddress;
  readonly invited: readonly MailboxAddress[];
}

/** Finds out who calls the meetings; a problem in words when somebody, or the shared mailbox, is not there. */
export async function rolesOf(ports: Ports, tenantId: string, together: Together): Promise<Roles | BookingProblem> {
  const { booking } = together.programme;
  const [mentee, mentor] = [mailboxOf(together.mentee), mailboxOf(together.mentor)];
  if (!mentee || !mentor) return 'person-left';
  if (booking.organizer === 'mentee') return { organizer: mentee, invited: [mentor] };
  if (booking.organizer === 'mentor') return { organizer: mentor, invited: [mentee] };
  const name = present(booking.sharedMailbox, 'shared mailbox');
  const found = (await ports.directory.find(tenantId, [name])).get(name);
  return found ? { organizer: found, invited: [mentee, mentor] } : 'organizer-missing';
}

/** Who is invited to a booking that somebody has called already. */
export function invitedTo(together: Together, organizer: MailboxAddress): readonly MailboxAddress[] {
  return [together.mentee, together.mentor].flatMap((person) => {
    const mailbox = mailboxOf(person);
    return mailbox && mailbox.entraObjectId !== organizer.entraObjectId ? [mailbox] : [];
  });
}

/**
 * Whether an event that is in the making is still to come about: the newest of its series while that is being booked, or one
 * of a meeting that waits for its time. An older one may still be on its way after a pause, when the next is made already.
 */
export const isWanted = (together: Together, { meetingId, version }: Booking): boolean => {
  const { series, meetings } = together;
  if (!isMeant(together)) return false;
  if (meetingId !== null) return meetings.some(({ id, state }) => id === meetingId && state === 'open');
  return version === series.version && (series.state === 'booking' || series.state === 'changing');
};

/** Whether meetings may still be made for the two. */
export const isMeant = ({ pairing, series }: Together): boolean =>
  pairing.state === 'active' && !['paused', 'ending', 'ended', 'failed'].includes(series.state);

/** Failed attempts at reading calendars after which the lead is told; they can have it tried again. */
const lastAttempt = 7;

/** Runs a job's work; `giveUp` when a service still cannot be asked after so many tries that somebody should know. */
export async function orGiveUp<T>(attempt: number, work: () => Promise<T>, giveUp: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TemporaryError) || attempt < lastAttempt) throw error;
    return giveUp();
  }
}
