import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import * as contract from '../../../bot/http/contract/contract.ts';
import { defaultBooking, defaultRules, defaultWeights } from '../../../bot/mentoring/programme/programme.ts';
import type { TenantEvent } from '../../../infra/sandbox/tenant-client.ts';
import { until } from '../until.ts';
import { install } from './chat.ts';
import { couples, fileOf, lead, type Line } from './people.ts';
import type { Product } from './product.ts';

/** How far a programme has come; each stage holds the ones before it. */
export const stages = ['made', 'people in', 'matched', 'published', 'agreed', 'booked', 'met'] as const;
export type Stage = (typeof stages)[number];

/** One mentee and one mentor, who get each other and nobody else: they alone share their topic. */
export interface Couple {
  readonly mentee: string;
  readonly mentor: string;
  readonly topic: contract.Topic;
  /** Of their pairing; empty before the matching. */
  readonly pairingId: string;
}

/** A programme with its people, somewhere on its way. */
export interface Cast {
  readonly programme: contract.Programme;
  /** The programme's address below `/api`. */
  readonly path: string;
  readonly couples: readonly Couple[];
}

/** Gives each couple of a cast once, so that every test has one of its own. */
export function oneByOne({ couples: all }: Cast): () => Couple {
  const unused = [...all];
  return () => {
    const couple = unused.shift();
    if (!couple) throw new Error('every couple has been used');
    return couple;
  };
}

export interface CastOptions {
  /** Who is in it; three couples when absent. Somebody in several has room for them all. */
  readonly couples?: readonly { readonly mentee: string; readonly mentor: string }[];
  /** Topics that every couple shares besides their own. */
  readonly common?: readonly contract.Topic[];
  /** More lines of the import file. */
  readonly others?: readonly Line[];
  /** Has everybody install the bot before anything is asked of them. */
  readonly withBot?: boolean;
  /** What the programme has of its own. */
  readonly programme?: Partial<contract.ProgrammeInput>;
}

/** A programme of three weekly meetings that begins a week after the clock's start. */
export const programmeInput = (more: Partial<contract.ProgrammeInput> = {}): contract.ProgrammeInput => ({
  name: 'Spring',
  startsOn: '2027-02-08',
  endsOn: '2027-05-28',
  cadence: 'weekly',
  meetings: 3,
  lengthMinutes: 45,
  topics: [{ key: 'data-literacy', label: 'Data literacy', sensitive: false }],
  rules: defaultRules,
  weights: defaultWeights,
  objective: 'total',
  gradeLadder: [],
  // The best time is booked at once: most tests are about what comes after.
  booking: { ...defaultBooking, decideWithinDays: 0, blackouts: [] },
  openToSignUp: false,
  neutralContact: null,
  keptMonths: 12,
  ...more,
});

export const makeProgramme = (
  product: Product,
  more: Partial<contract.ProgrammeInput> = {},
): Promise<contract.Programme> => product.want(contract.Programme, lead, 'POST', '/programmes', programmeInput(more));

/** Makes a programme and brings it to a stage, as the lead and the people would. */
export async function programmeAt(product: Product, stage: Stage, options: CastOptions = {}): Promise<Cast> {
  const { common = [], others = [], withBot = false } = options;
  const pairs = (options.couples ?? couples.slice(0, 3)).map((couple, index) => ({
    ...couple,
    topic: { key: `subject-${index}`, label: `Subject ${index}`, sensitive: false },
    pairingId: '',
  }));
  const topics = [...pairs.map(({ topic }) => topic), ...common];
  const programme = await makeProgramme(product, { topics, ...options.programme });
  const made: Cast = { programme, path: `/programmes/${programme.id}`, couples: pairs };
  const reaches = (wanted: Stage) => stages.indexOf(stage) >= stages.indexOf(wanted);
  if (!reaches('people in')) return made;

  const lines = (['mentee', 'mentor'] as const).flatMap((role) =>
    [...Map.groupBy(pairs, (couple) => couple[role])].map(([userPrincipalName, theirs]): Line => ({
      userPrincipalName,
      seniority: role === 'mentee' ? '6' : '0',
      role,
      topics: [...theirs.map(({ topic }) => topic), ...common].map(({ key }) => key).join(';'),
      capacity: String(theirs.length),
    })),
  );
  await importPeople(product, made.path, fileOf([...lines, ...others]));
  if (withBot) for (const { mentee, mentor } of pairs) for (const one of [mentee, mentor]) await install(product, one);
  if (!reaches('matched')) return made;

  await roundProven(product, made.path);
  const { proposals } = await reviewOf(product, made.path);
  const cast: Cast = {
    ...made,
    couples: pairs.map((couple) => {
      const pairing = proposals.find(
        ({ mentee, mentor }) =>
          mentee.userPrincipalName === couple.mentee && mentor.userPrincipalName === couple.mentor,
      );
      if (!pairing) throw new Error(`${couple.mentee} was not paired with ${couple.mentor}`);
      return { ...couple, pairingId: pairing.id };
    }),
  };
  if (reaches('published')) await product.want(contract.Pairings, lead, 'POST', `${cast.path}/publish`);
  if (reaches('agreed')) for (const couple of cast.couples) await agree(product, couple);
  if (reaches('booked')) for (const couple of cast.couples) await bookingEnds(product, cast, couple);
  if (reaches('met')) await meet(product, cast);
  return cast;
}

/** Sends a file of people and waits until the directory has been asked about them. */
export async function importPeople(product: Product, path: string, file: string): Promise<contract.ImportRun> {
  const { id } = await product.want(contract.ImportRun, lead, 'POST', `${path}/people/file`, file);
  return importEnds(product, path, id);
}

const Imports = z.object({ imports: z.array(contract.ImportRun) });

export const importsOf = async (product: Product, path: string): Promise<readonly contract.ImportRun[]> =>
  (await product.want(Imports, lead, 'GET', `${path}/imports`)).imports;

/** Waits until an import reads no more, and says how it ended. */
export async function importEnds(product: Product, path: string, id: string): Promise<contract.ImportRun> {
  let run: contract.ImportRun | undefined;
  await until(async () => {
    run = (await importsOf(product, path)).find((one) => one.id === id);
    return run !== undefined && run.state !== 'reading';
  });
  return run as contract.ImportRun;
}

export const peopleOf = (product: Product, path: string, query = 'limit=500'): Promise<contract.PeoplePage> =>
  product.want(contract.PeoplePage, lead, 'GET', `${path}/people?${query}`);

/** Starts a round as the lead would. */
export const startRound = (product: Product, path: string, body: unknown = {}) =>
  product.want(contract.Round, lead, 'POST', `${path}/matching`, body);

/** Waits until a round runs no more, and says how it ended. */
export async function roundEnds(product: Product, path: string, id: string): Promise<contract.Round> {
  // Looked up where no limit of requests counts how often.
  await until(async () => {
    const { rows } = await product.database.asAdmin('select state from round where id = $1', [id]);
    return rows[0]?.['state'] !== 'running';
  }, 120_000);
  return product.want(contract.Round, lead, 'GET', `${path}/rounds/${id}`);
}

/** Runs a whole round. */
export async function match(product: Product, path: string, body: unknown = {}): Promise<contract.Round> {
  return roundEnds(product, path, (await startRound(product, path, body)).id);
}

/** Runs a whole round that has to find a result. */
async function roundProven(product: Product, path: string): Promise<void> {
  const { state, problem } = await match(product, path);
  if (state !== 'proven') throw new Error(`the round ended ${state}: ${JSON.stringify(problem)}`);
}

/** What the lead looks at after a round. */
export const reviewOf = (product: Product, path: string): Promise<contract.MatchingReview> =>
  product.want(contract.MatchingReview, lead, 'GET', `${path}/matching`);

export const pairingsOf = (product: Product, path: string): Promise<contract.Pairings> =>
  product.want(contract.Pairings, lead, 'GET', `${path}/pairings`);

/** A couple's pairing as the lead sees it. */
export async function asTheLeadSees(product: Product, cast: Cast, couple: Couple): Promise<contract.LeadPairing> {
  const { pairings } = await pairingsOf(product, cast.path);
  const found = pairings.find(({ id }) => id === couple.pairingId);
  if (!found) throw new Error('the lead does not see the pairing');
  return found;
}

export async function myPairings(product: Product, person: string): Promise<readonly contract.MyPairing[]> {
  return (await product.want(contract.MyPairings, person, 'GET', '/my/pairings')).pairings;
}

/** The couple's pairing as one of the two sees it. */
export async function myPairing(product: Product, person: string, couple: Couple): Promise<contract.MyPairing> {
  const found = (await myPairings(product, person)).find(({ id }) => id === couple.pairingId);
  if (!found) throw new Error(`${person} does not see the pairing`);
  return found;
}

/** The couple's first meeting as one of the two sees it. */
export async function firstMeeting(product: Product, person: string, couple: Couple): Promise<contract.Meeting> {
  const [first] = (await myPairing(product, person, couple)).meetings;
  if (!first) throw new Error('no meeting is booked');
  return first;
}

export const answer = (product: Product, person: string, pairingId: string, given: 'accept' | 'decline') =>
  product.api(person, 'POST', `/my/pairings/${pairingId}/answer`, { answer: given });
export const sign = (product: Product, person: string, pairingId: string) =>
  product.api(person, 'POST', `/my/pairings/${pairingId}/sign`);

/** Both say yes and sign. */
export async function agree(product: Product, { mentee, mentor, pairingId }: Couple): Promise<void> {
  await accepted(product, mentee, pairingId);
  await accepted(product, mentor, pairingId);
  for (const person of [mentee, mentor]) {
    await product.want(contract.MyPairings, person, 'POST', `/my/pairings/${pairingId}/sign`);
  }
}

/** One side says yes. */
export async function accepted(product: Product, person: string, pairingId: string): Promise<void> {
  await product.want(contract.MyPairings, person, 'POST', `/my/pairings/${pairingId}/answer`, { answer: 'accept' });
}

/** Waits until the couple's series is booked, whether or not it has arrived in both calendars yet. */
export async function bookingEnds(product: Product, cast: Cast, couple: Couple): Promise<contract.SeriesSummary> {
  let series: contract.SeriesSummary | null = null;
  await until(async () => {
    ({ series } = await asTheLeadSees(product, cast, couple));
    if (series?.state === 'offered') await chooseFirst(product, couple);
    if (series?.state === 'failed') throw new Error(`the booking failed: ${series.problem ?? ''}`);
    return series?.state === 'booked' || series?.state === 'verified';
  });
  return series as unknown as contract.SeriesSummary;
}

/** The mentee takes the first of the times that are offered. */
export async function chooseFirst(product: Product, couple: Couple): Promise<void> {
  const { series } = await myPairing(product, couple.mentee, couple);
  const [best] = series?.options ?? [];
  if (!best) throw new Error('no times are offered');
  const start = Temporal.ZonedDateTime.from(best.start).toInstant().toString();
  await product.want(contract.MyPairings, couple.mentee, 'POST', `/my/pairings/${couple.pairingId}/times`, { start });
}

/** The meetings of a series as they stand in somebody's calendar, read from Graph. */
export async function meetingsInCalendar(
  product: Product,
  person: string,
  joinUrl: string | null,
): Promise<readonly TenantEvent[]> {
  const [from, to] = ['2027-02-01T00:00:00Z', '2027-06-30T00:00:00Z'].map((at) => Temporal.Instant.from(at));
  if (!from || !to || joinUrl === null) throw new Error('a series that is not booked stands in no calendar');
  const events = (await product.tenant.calendar(await product.objectId(person), from, to)) ?? [];
  return events.filter((event) => event.joinUrl === joinUrl);
}

/** Moves the clock past the first meeting of every couple, and waits until the product knows that they were held. */
export async function meet(product: Product, cast: Cast): Promise<void> {
  const firsts = await Promise.all(cast.couples.map((couple) => firstMeeting(product, couple.mentee, couple)));
  const last =
    firsts
      .map(({ endsAt }) => endsAt)
      .toSorted()
      .at(-1) ?? '';
  await product.travelTo(last);
  await until(async () =>
    (await pairingsOf(product, cast.path)).pairings.every(({ meetingsHeld }) => meetingsHeld > 0),
  );
}
