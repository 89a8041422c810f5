import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { TenantEvent } from '../../../infra/sandbox/tenant-client.ts';
import { until } from '../until.ts';
import { openGate, type Gate } from './gate.ts';
import { startProduct, type Product } from './product.ts';
import { asTheLeadSees, meetingsInCalendar, myPairing, type Cast, type Couple } from './stages.ts';

/** A product that Graph reaches, and the way it does, which can be shut. */
export async function startReachable(): Promise<{ product: Product; gate: Gate }> {
  const gate = await openGate();
  const product = await startProduct(() => ({ PUBLIC_URL: `http://localhost:${gate.port}` }));
  gate.leadTo(Number(new URL(product.address).port));
  return { product, gate };
}

const Subscription = z.object({
  id: z.string(),
  mailbox: z.string(),
  clientState: z.string(),
  notificationUrl: z.string(),
  lifecycleNotificationUrl: z.string(),
  expiresAt: z.number(),
});
export type Subscription = z.infer<typeof Subscription>;

/** The subscriptions that stand, as the tenant has them, secrets included. */
export const subscriptions = async (product: Product): Promise<readonly Subscription[]> =>
  z.array(Subscription).parse(await product.control('GET', '/subscriptions'));

/** The one to somebody's calendar, once it stands and the product knows it. */
export async function subscriptionOf(product: Product, person: string): Promise<Subscription> {
  const mailbox = await product.objectId(person);
  let found: Subscription | undefined;
  await until(async () => {
    const { rows } = await product.database.asAdmin(
      'select watch_id from watched_calendar where organizer_id = $1 and read_at is not null and mark is not null',
      [mailbox],
    );
    found = (await subscriptions(product)).find((one) => one.mailbox === mailbox && one.id === rows[0]?.['watch_id']);
    return found !== undefined;
  });
  return found as unknown as Subscription;
}

const Deliveries = z.object({ waiting: z.number(), made: z.number(), delivered: z.number(), lost: z.number() });

/** How notifications get on. */
export const deliveries = async (product: Product) => Deliveries.parse(await product.control('GET', '/notifications'));

/** Waits until no notification is on its way, and no job that follows calendars is left. */
export async function allFollowed(product: Product): Promise<void> {
  await until(async () => {
    if ((await deliveries(product)).waiting > 0) return false;
    const { rows } = await product.database.asAdmin(
      `select count(*)::int as left from pgboss.job
       where name in ('calendar.watch', 'calendar.follow', 'series.follow') and state < 'completed'`,
    );
    return rows[0]?.['left'] === 0;
  });
}

/** The events of a couple's meetings in the mentee's calendar, by their order, below `/users`. */
export async function eventsOf(product: Product, cast: Cast, couple: Couple): Promise<readonly string[]> {
  const { series } = await asTheLeadSees(product, cast, couple);
  const events = await meetingsInCalendar(product, couple.mentee, series?.joinUrl ?? null);
  return events.map(({ id }) => `/users/${couple.mentee}/events/${id}`);
}

/** Changes something in Outlook as its organiser does. Throws when Outlook refuses. */
export async function inOutlook(product: Product, method: string, path: string, body?: unknown): Promise<void> {
  const { status, body: answer } = await product.graph(method, path, body);
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(answer)}`);
}

/** The body that moves an event to another time. */
export const movedTo = (start: Temporal.Instant, minutes = 45) => {
  const time = (at: Temporal.Instant) => ({ dateTime: at.toString().replace('Z', ''), timeZone: 'UTC' });
  return { start: time(start), end: time(start.add({ minutes })) };
};

/** Start and state of each of the couple's meetings, as the mentor sees them here. */
export const meetingsSeen = async (product: Product, couple: Couple): Promise<readonly string[]> =>
  (await myPairing(product, couple.mentor, couple)).meetings.map(({ startsAt, state }) => `${startsAt} ${state}`);

/** Whether the planned meetings that are seen here are those that stand in Outlook, at the same times. */
export async function agreesWithOutlook(product: Product, cast: Cast, couple: Couple): Promise<boolean> {
  const { series } = await asTheLeadSees(product, cast, couple);
  const standing = await meetingsInCalendar(product, couple.mentee, series?.joinUrl ?? null);
  const seen = (await meetingsSeen(product, couple)).filter((one) => one.endsWith(' planned'));
  return JSON.stringify(seen) === JSON.stringify(standing.map(({ startsAt }) => `${startsAt} planned`));
}

/** Every meeting that Vantage made in somebody's calendar within a programme, whatever became of it here. */
export async function mentoringIn(product: Product, cast: Cast, person: string): Promise<readonly TenantEvent[]> {
  const { startsOn, endsOn } = cast.programme;
  const [from, to] = [`${startsOn}T00:00Z`, `${endsOn}T23:59Z`].map((at) => Temporal.Instant.from(at));
  if (!from || !to) throw new Error('the programme has no days');
  const events = (await product.tenant.calendar(await product.objectId(person), from, to)) ?? [];
  return events.filter(({ subject, isCancelled }) => subject.startsWith('Mentoring:') && !isCancelled);
}

/** When the meetings of a couple are, in their order, as the tab shows those that stand. */
export async function timesInTab(product: Product, couple: Couple): Promise<readonly string[]> {
  const { meetings } = await myPairing(product, couple.mentee, couple);
  const standing = meetings.filter(({ state }) => state === 'planned' || state === 'held');
  return standing.map(({ startsAt }) => startsAt).toSorted();
}

/** Waits until both calendars hold the couple's meetings, each once, at the times that the tab shows, and no others. */
export async function standInBoth(product: Product, cast: Cast, couple: Couple, count: number): Promise<void> {
  await until(async () => {
    const times = await timesInTab(product, couple);
    const calendars = await Promise.all(
      [couple.mentee, couple.mentor].map(async (person) =>
        (await mentoringIn(product, cast, person)).map(({ startsAt }) => Temporal.Instant.from(startsAt).toString()),
      ),
    );
    return (
      times.length === count && calendars.every((found) => JSON.stringify(found.toSorted()) === JSON.stringify(times))
    );
  });
}
