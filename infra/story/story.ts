import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { readCalendars, type SeriesInCalendars, type SeriesRead } from './calendars.ts';
import { isSensitive, labelOf, ladderOf, readFilePeople, type FilePerson } from './organisation.ts';
import {
  ImportRun,
  MyPairings,
  Pairings,
  PeoplePage,
  Programme,
  reasonText,
  Review,
  Round,
  type Pairing,
  type Proposal,
} from './shapes.ts';
import { hoursOf, isAtWork, isInside, sharedHours, type Hours } from './working-hours.ts';
import { each, until, type ChatActivity, type World } from './world.ts';

/** What happened; people are named by userPrincipalName. */
export interface Outcome {
  readonly people: number;
  readonly mentors: number;
  readonly mentees: number;
  readonly pairings: readonly { mentor: string; mentee: string; fit: number; reasons: readonly string[] }[];
  readonly unplaced: readonly { person: string; reason: string }[];
  readonly series: readonly SeriesInCalendars[];
  readonly checkIns: { readonly sent: number; readonly answered: number };
  readonly seconds: Readonly<Record<string, number>>;
}

/** Something that goes wrong while meetings are being booked, and perhaps at other times. */
export interface Disaster {
  /** Sets the scene before people sign. */
  prepare(): Promise<void>;
  /** Happens in the middle of booking; resolves when the product serves again. */
  strike(): Promise<void>;
  /** Happens while a matching runs; has what the story does next done meanwhile. */
  strikeWhileMatching?(meanwhile: () => Promise<void>): Promise<void>;
  /** Happens while check-ins go out. */
  strikeWhileSending?(): Promise<void>;
}

/** Meetings of each series. */
const meetings = 6;
const weeks = 18;
const day = 86_400_000;

/** Plays a whole programme on a fresh tenant. `missing` lists what should have happened and did not. */
export async function play(
  world: World,
  file: string,
  say: (line: string) => void,
  disaster: Disaster | null = null,
): Promise<{ readonly outcome: Outcome; readonly missing: string[] }> {
  const seconds: Record<string, number> = {};
  const missing: string[] = [];
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    seconds[name] = Math.round(performance.now() - start) / 1_000;
    return result;
  };
  const told = (name: string, line: string) => say(`${name.padEnd(11)} ${line} (${String(seconds[name])} s)`);

  const everybody = await world.tenant.people();
  const ids = new Map(everybody.map((person) => [person.userPrincipalName.toLowerCase(), person.id]));
  const lead = everybody.find((person) => person.appRoles.includes('Programme.Lead'))?.userPrincipalName ?? '';
  const filePeople = readFilePeople(file);
  const { now } = z.object({ now: z.string() }).parse(await world.control('GET', '/clock'));
  const startsOn = nextMonday(now);
  const endsOn = isoDay(Date.parse(startsOn) + weeks * 7 * day);

  // 1 and 2: a programme, and the people.
  const programme = await step('programme', async () => {
    const topics = [...new Set(filePeople.flatMap((person) => person.topics))].toSorted();
    const made = await world.api(lead, 'POST', '/programmes', {
      name: 'Reverse mentoring',
      startsOn,
      endsOn,
      cadence: 'every-two-weeks',
      meetings,
      lengthMinutes: 45,
      topics: topics.map((key) => ({ key, label: labelOf(key), sensitive: isSensitive(key) })),
      rules: {
        minimumSeniorityGap: 2,
        minimumSharedTopics: 1,
        minimumSharedHours: 2,
        department: 'prefer',
        allowSameManager: false,
      },
      weights: { topics: 45, department: 12, location: 5, seniority: 13, hours: 5, experience: 5, preferences: 15 },
      objective: 'total',
      gradeLadder: ladderOf(filePeople),
      booking: { organizer: 'mentee', sharedMailbox: null, decideWithinDays: 2, blackouts: [] },
      openToSignUp: true,
      neutralContact: null,
    });
    return `/programmes/${Programme.parse(made).id}`;
  });
  const page = await step('people', async () => {
    await world.api(lead, 'POST', `${programme}/people/file`, new TextEncoder().encode(file));
    await until('the import', async () => {
      const { imports } = z
        .object({ imports: z.array(ImportRun) })
        .parse(await world.api(lead, 'GET', `${programme}/imports`));
      if (imports[0]?.state === 'failed') throw new Error(`the import failed: ${imports[0].failure ?? ''}`);
      return imports[0]?.state === 'done' ? imports[0] : null;
    });
    return PeoplePage.parse(await world.api(lead, 'GET', `${programme}/people?limit=500`));
  });
  told('people', `${page.total} people: ${page.mentors} mentors, ${page.mentees} mentees`);

  // 3: matching, and its rules looked at again from the file.
  const { round, proposals, unplaced } = await step('matching', () => findPairings(world, lead, programme, disaster));
  told(
    'matching',
    `${proposals.length} pairings, ${unplaced.length} people without one${round.totals ? `; ${round.totals.placed} people placed, total fit ${round.totals.totalFit}: proven best` : ''}`,
  );
  missing.push(...unproven(round, proposals));
  const enrolled = await enrolledPeople(world, lead, programme);
  const hours = await hoursOfPaired(world, proposals, ids);
  missing.push(...brokenRules(proposals, filePeople, enrolled));
  missing.push(...tooFewHours(proposals, hours, startsOn));
  for (const mentee of filePeople.filter((person) => person.role === 'mentee')) {
    const isPlaced = proposals.some((pairing) => pairing.mentee.userPrincipalName === mentee.userPrincipalName);
    const isTold = unplaced.some((one) => one.person.userPrincipalName === mentee.userPrincipalName);
    if (!isPlaced && !isTold) missing.push(`${mentee.userPrincipalName} has neither a pairing nor a reason`);
  }
  if (proposals.length === 0) missing.push('no pairing was proposed');

  // 6 (first half): the bot is there before it asks anything.
  const both = [
    ...new Set(proposals.flatMap(({ mentee, mentor }) => [mentee, mentor].map((one) => one.userPrincipalName))),
  ];
  await step('bot', async () => {
    await each('bot installed', both, (person) => world.inChat(person, 'install'));
    for (const text of ['Hi', 'Hello', 'Help']) if (both[0]) await world.inChat(both[0], 'message', { text });
    const said = both[0] ? await world.chat(both[0]) : [];
    const fromBot = said.filter((activity) => activity.from === 'bot').length;
    if (fromBot < 4) missing.push(`the bot said ${fromBot} things to an installation, Hi, Hello and Help`);
  });
  told('bot', `installed for ${both.length} people`);

  await disaster?.prepare();
  // 4: publish, both accept, both sign; every other pairing by card where the bot may write now, the rest in the tab.
  await step('agreeing', async () => {
    if (proposals.length > 0) await world.api(lead, 'POST', `${programme}/publish`);
    const agreeing = each('agreed', proposals, async (pairing, index) => {
      for (const answer of ['accept', 'sign'] as const) {
        for (const { userPrincipalName: person } of [pairing.mentee, pairing.mentor]) {
          const isByCard = index % 2 === 0 && isAtWork(hours.get(person), await world.tenant.now());
          await (isByCard ? answerByCard : answerInTab)(world, person, pairing.id, answer);
        }
      }
    });
    // The first are booked while others still sign, as in life.
    if (!disaster) await chooseTimesWhile(world, lead, programme, agreeing);
    await agreeing;
  });
  told('agreeing', 'everybody said yes and signed, on cards and in the tab');

  // 5: the mentees choose among the times that are found; booking runs by itself.
  if (disaster) {
    await step('disaster', async () => {
      // Chosen by all at once, so that it hits many bookings.
      await until('times for everybody', async () => {
        const pairings = await readPairings(world, lead, programme);
        const isOffered = pairings.filter(isUnderWay).every(({ series }) => series?.state === 'offered');
        if (isOffered) await chooseTimes(world, pairings);
        return isOffered ? true : null;
      });
      await disaster.strike();
    });
    told('disaster', 'struck in the middle of booking');
  }
  const booked = await step('booking', () => chooseUntilBooked(world, lead, programme));
  for (const { mentee, series } of booked) {
    if (!stands(series)) missing.push(`no series for ${mentee.userPrincipalName}: ${series?.problem ?? ''}`);
  }
  const series = await step('calendars', () => {
    const standing = booked.filter((pairing) => stands(pairing.series));
    return until(
      'the attendees’ copies',
      async () => {
        const read = await readCalendars(world, standing, ids, `${startsOn}T00:00:00Z`, `${endsOn}T23:59:59Z`);
        return read.every((one) => one.inMentorCalendar >= meetings) ? read : null;
      },
      20,
    ).catch(() => readCalendars(world, standing, ids, `${startsOn}T00:00:00Z`, `${endsOn}T23:59:59Z`));
  });
  for (const one of series) missing.push(...wrongSeries(one, hours));
  told('booking', `${booked.filter((one) => stands(one.series)).length} series booked, at times the mentees chose`);
  told(
    'calendars',
    `${series.filter((one) => one.inMenteeCalendar === meetings && one.inMentorCalendar === meetings).length} series stand in both calendars, ${series.reduce((sum, one) => sum + one.conflicts, 0)} conflicts`,
  );

  // 7: the agenda of the first pairing, set by the mentee with a suggestion of the mentor.
  await step('agenda', async () => {
    if (booked[0]) missing.push(...(await setAgenda(world, booked[0])));
  });
  told('agenda', 'set by the mentee, with a suggestion of the mentor');

  // 6 (second half): the first meetings end, check-ins come, everybody answers.
  const checkIns = await step('check-ins', () => meetAndCheckIn(world, lead, programme, series, disaster));
  told('check-ins', `${checkIns.sent} sent, ${checkIns.answered} answered`);
  if (checkIns.sent < series.length * 2)
    missing.push(`${checkIns.sent} check-ins were sent for ${series.length} first meetings`);
  if (checkIns.answered !== checkIns.sent)
    missing.push(`${checkIns.sent - checkIns.answered} check-ins stayed unanswered`);
  if (checkIns.stale > 0) missing.push(`${checkIns.stale} cards still ask what was answered`);

  return {
    missing,
    outcome: {
      people: page.total,
      mentors: page.mentors,
      mentees: page.mentees,
      pairings: proposals.map(({ mentor, mentee, fit, reasons }) => ({
        mentor: mentor.userPrincipalName,
        mentee: mentee.userPrincipalName,
        fit,
        reasons: reasons.map(reasonText),
      })),
      unplaced: unplaced.map(({ person, reason }) => ({ person: person.userPrincipalName, reason })),
      series: series.map(({ events: _events, strays: _strays, ...one }) => one),
      checkIns: { sent: checkIns.sent, answered: checkIns.answered },
      seconds,
    },
  };
}

/** Whether a series stands in the organiser's calendar; `verified` is when it is seen in the other one too. */
const stands = (series: Pairing['series']): boolean => series?.state === 'booked' || series?.state === 'verified';

/** Whether its booking is still on its way. */
const isUnderWay = ({ series }: Pairing): boolean => !stands(series) && series?.state !== 'failed';

/** Every published pairing, page by page. */
async function readPairings(world: World, lead: string, programme: string): Promise<readonly Pairing[]> {
  const pairings: Pairing[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    // By name: in any other order a pairing may change its place while the pages are read.
    const query: string = `order=name&limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = Pairings.parse(await world.api(lead, 'GET', `${programme}/pairings?${query}`));
    pairings.push(...page.pairings);
    cursor = page.next;
  }
  return pairings;
}

/** The mentee of each pairing that is offered times takes the first of them. */
async function chooseTimes(world: World, pairings: readonly Pairing[]): Promise<void> {
  const offered = pairings.filter(({ series }) => series?.state === 'offered');
  await each('times chosen', offered, async ({ id, mentee, series }) => {
    const start = series?.options[0]?.start;
    if (start === undefined) throw new Error(`no times are offered to ${mentee.userPrincipalName}`);
    const at = new Date(start.replace(/\[.*/, '')).toISOString();
    await world.api(mentee.userPrincipalName, 'POST', `/my/pairings/${id}/times`, { start: at });
  });
}

/** Times are chosen as they are offered, as long as something else goes on. */
async function chooseTimesWhile(world: World, lead: string, programme: string, other: Promise<unknown>): Promise<void> {
  // Whoever began the other thing hears how it ended.
  const over = other.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([over, wait(1_000, false)]))) {
    await chooseTimes(world, await readPairings(world, lead, programme));
  }
}

/** Times are chosen as they are offered, until nothing is under way any more. */
async function chooseUntilBooked(world: World, lead: string, programme: string): Promise<readonly Pairing[]> {
  return until('the bookings', async () => {
    const pairings = await readPairings(world, lead, programme);
    await chooseTimes(world, pairings);
    const open = pairings.filter(isUnderWay);
    if (process.stdout.isTTY)
      process.stdout.write(`\r  booked: ${pairings.length - open.length} of ${pairings.length}  `);
    return open.length === 0 ? pairings : null;
  });
}

const isoDay = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
function nextMonday(now: string): string {
  const today = new Date(now);
  return isoDay(today.getTime() + (((8 - today.getUTCDay()) % 7) + 7) * day);
}

/** Runs a round of the matching and reads what it proposes. */
async function findPairings(world: World, lead: string, programme: string, disaster: Disaster | null) {
  const { id } = Round.parse(await world.api(lead, 'POST', `${programme}/matching`, {}));
  const look = async () => Round.parse(await world.api(lead, 'GET', `${programme}/rounds/${id}`));
  const ends = async () => {
    await until('the matching', async () => ((await look()).state === 'running' ? null : true));
  };
  await (disaster?.strikeWhileMatching?.(ends) ?? ends());
  const round = await look();
  return { round, ...Review.parse(await world.api(lead, 'GET', `${programme}/matching`)) };
}

/** What is wrong with the proof that a round ended with. */
function unproven({ state, totals, problem }: z.infer<typeof Round>, proposals: readonly Proposal[]): string[] {
  if (state !== 'proven') return [`the matching ended ${state}: ${JSON.stringify(problem)}`];
  const people = new Set(
    proposals.flatMap(({ mentee, mentor }) => [mentee.userPrincipalName, mentor.userPrincipalName]),
  );
  const found = {
    placed: people.size,
    pairings: proposals.length,
    totalFit: proposals.reduce((sum, { fit }) => sum + fit, 0),
  };
  const isSame = Object.entries(found).every(([name, value]) => totals?.[name as keyof typeof found] === value);
  return isSame
    ? []
    : [`what was proven, ${JSON.stringify(totals)}, is not what is proposed: ${JSON.stringify(found)}`];
}

/** Seniority and mailbox of everybody enrolled, as the product sees them. */
async function enrolledPeople(world: World, lead: string, programme: string) {
  const found = new Map<string, { readonly seniority: number }>();
  for (const role of ['mentor', 'mentee']) {
    const page = PeoplePage.parse(await world.api(lead, 'GET', `${programme}/people?role=${role}&limit=500`));
    for (const person of page.people) found.set(person.userPrincipalName, person);
  }
  return found;
}

function brokenRules(
  pairings: readonly Proposal[],
  people: readonly FilePerson[],
  enrolled: ReadonlyMap<string, { readonly seniority: number }>,
): string[] {
  const file = new Map(people.map((person) => [person.userPrincipalName, person]));
  const broken: string[] = [];
  const seen = new Map<string, number>();
  const isAbove = (manager: string, person: string): boolean => {
    for (let at = file.get(person)?.manager; at; at = file.get(at)?.manager) if (at === manager) return true;
    return false;
  };
  for (const pairing of pairings) {
    const [mentee, mentor] = [pairing.mentee.userPrincipalName, pairing.mentor.userPrincipalName];
    const who = `${mentor} and ${mentee}`;
    const gap = (enrolled.get(mentee)?.seniority ?? 0) - (enrolled.get(mentor)?.seniority ?? 0);
    if (gap < 2) broken.push(`${who} are ${gap} levels apart`);
    if (isAbove(mentee, mentor) || isAbove(mentor, mentee)) broken.push(`${who} are in one reporting line`);
    if (!file.get(mentor)?.topics.some((topic) => file.get(mentee)?.topics.includes(topic)))
      broken.push(`${who} share no topic`);
    const manager = file.get(mentor)?.manager ?? '';
    if (manager !== '' && manager === file.get(mentee)?.manager) broken.push(`${who} have the same manager`);
    const [some, others] = [file.get(mentee)?.languages ?? [], file.get(mentor)?.languages ?? []];
    // Where the file says nothing, the mailbox does.
    if (some.length > 0 && others.length > 0 && !some.some((language) => others.includes(language))) {
      broken.push(`${who} have no language in common`);
    }
    for (const person of [mentee, mentor]) seen.set(person, (seen.get(person) ?? 0) + 1);
  }
  for (const [person, times] of seen) {
    if (times > (file.get(person)?.capacity ?? 1)) broken.push(`${person} is paired ${times} times`);
  }
  return broken;
}

/** Working hours of everybody who is paired, read from Graph, by userPrincipalName. */
async function hoursOfPaired(world: World, pairings: readonly Proposal[], ids: ReadonlyMap<string, string>) {
  const names = pairings.flatMap(({ mentee, mentor }) => [mentee.userPrincipalName, mentor.userPrincipalName]);
  const read = await each('working hours read', names, (name) => world.tenant.workingHours(ids.get(name) ?? ''));
  return new Map(read.flatMap((found, index) => (found ? [[names[index] ?? '', hoursOf(found)] as const] : [])));
}

function tooFewHours(pairings: readonly Proposal[], hours: ReadonlyMap<string, Hours>, startsOn: string): string[] {
  return pairings.flatMap(({ mentee, mentor }) => {
    const who = `${mentor.userPrincipalName} and ${mentee.userPrincipalName}`;
    const [a, b] = [hours.get(mentee.userPrincipalName), hours.get(mentor.userPrincipalName)];
    if (!a || !b) return [`${who}: a mailbox is missing`];
    const shared = sharedHours(a, b, startsOn, weeks);
    return shared < 2 ? [`${who} share ${shared} hours a day`] : [];
  });
}

function wrongSeries(one: SeriesRead, hours: ReadonlyMap<string, Hours>): string[] {
  const who = `${one.mentor} and ${one.mentee}`;
  const wrong: string[] = [];
  if (one.inMenteeCalendar !== meetings)
    wrong.push(`${who}: ${one.inMenteeCalendar} meetings in the mentee's calendar`);
  if (one.inMentorCalendar !== meetings)
    wrong.push(`${who}: ${one.inMentorCalendar} meetings in the mentor's calendar`);
  if (one.organizer !== one.mentee) wrong.push(`${who}: the mentee is not the organiser`);
  if (one.joinUrl === '') wrong.push(`${who}: no join link`);
  if (one.strays > 0) wrong.push(`${who}: ${one.strays} meetings that are not of the series`);
  for (const person of [one.mentee, one.mentor]) {
    const own = hours.get(person);
    const outside = one.events.filter((event) => !own || !isInside(own, event)).length;
    if (outside > 0) wrong.push(`${who}: ${outside} meetings outside the working hours of ${person}`);
  }
  if (one.conflicts > 0) wrong.push(`${who}: ${one.conflicts} meetings overlap something else`);
  return wrong;
}

async function answerInTab(world: World, person: string, pairingId: string, answer: 'accept' | 'sign'): Promise<void> {
  const mine = MyPairings.parse(await world.api(person, 'GET', '/my/pairings'));
  if (!mine.pairings.some((pairing) => pairing.id === pairingId))
    throw new Error(`${person} does not see their pairing`);
  if (answer === 'accept') await world.api(person, 'POST', `/my/pairings/${pairingId}/answer`, { answer });
  else await world.api(person, 'POST', `/my/pairings/${pairingId}/sign`);
}

async function answerByCard(world: World, person: string, pairingId: string, answer: 'accept' | 'sign'): Promise<void> {
  const verb = answer === 'accept' ? 'pairing.accept' : 'agreement.sign';
  const activity = await until(`the card ${verb} for ${person}`, async () => {
    const said = await world.chat(person);
    return said.findLast((one) => holds(one, verb) && holds(one, pairingId)) ?? null;
  });
  await world.inChat(person, 'submit', { activityId: activity.id, verb, data: { pairingId, verb } });
}

const holds = (activity: ChatActivity, text: string): boolean => JSON.stringify(activity).includes(text);

async function setAgenda(world: World, { mentee, mentor }: Pairing): Promise<string[]> {
  const Agenda = z.object({
    agenda: z.array(z.object({ id: z.string(), state: z.string() })),
    agendaPublishedAt: z.string().nullable(),
  });
  const mine = MyPairings.parse(await world.api(mentee.userPrincipalName, 'GET', '/my/pairings'));
  const meeting = mine.pairings[0]?.meetings[0];
  if (!meeting) return [`${mentee.userPrincipalName} sees no meeting`];
  const path = `/my/meetings/${meeting.id}/agenda`;
  await world.api(mentor.userPrincipalName, 'POST', path, { text: 'What would you do in my place?' });
  await world.api(mentee.userPrincipalName, 'POST', path, { text: 'What slows you down each week?' });
  const seen = Agenda.parse(await world.api(mentee.userPrincipalName, 'POST', `${path}/publish`));
  const suggestion = seen.agenda.find((item) => item.state === 'suggested');
  if (!suggestion || seen.agenda.length !== 2 || seen.agendaPublishedAt === null)
    return ['the agenda is not as it was set'];
  await world.api(mentee.userPrincipalName, 'PUT', `${path}/${suggestion.id}`, { takeIn: true });
  return [];
}

/** Travels past the first meetings and into working hours until both sides of each have their card, and answers them. */
async function meetAndCheckIn(
  world: World,
  lead: string,
  programme: string,
  series: readonly SeriesInCalendars[],
  disaster: Disaster | null,
) {
  const starts = series.map((one) => Date.parse(one.start.replace(/\[.*/, ''))).toSorted((a, b) => a - b);
  const end = (starts.at(-1) ?? (await world.tenant.now()).epochMilliseconds) + day / 24;
  await world.control('POST', '/clock', { to: new Date(end).toISOString() });
  await disaster?.strikeWhileSending?.();
  const read = () => readPairings(world, lead, programme);
  const count = (pairings: readonly Pairing[], field: 'checkInsSent' | 'checkInsAnswered' | 'meetingsHeld') =>
    pairings.reduce((sum, pairing) => sum + pairing[field], 0);
  await until('the meetings’ end', async () => {
    const pairings = await read();
    return pairings.every((pairing) => !stands(pairing.series) || pairing.meetingsHeld > 0) ? true : null;
  });
  // Nobody is asked outside their working hours: over the next days everybody's come.
  for (const at of ['', ...workingTimes(end)]) {
    if (at !== '') await world.control('POST', '/clock', { to: at });
    const isDone = await until(
      'the check-ins',
      async () => {
        const pairings = await read();
        return count(pairings, 'checkInsSent') >= 2 * count(pairings, 'meetingsHeld') ? true : null;
      },
      6,
    ).catch(() => false);
    if (isDone) break;
  }
  let stale = 0;
  const people = series.flatMap((one) => [one.mentee, one.mentor]);
  await each('check-ins answered', people, async (person, index) => {
    // More than one where a server ended while it asked: it asks again, and each card shows what was answered.
    for (const activity of (await world.chat(person)).filter((one) => holds(one, 'check-in.answer'))) {
      const checkInId = /"checkInId":"([^"]+)"/.exec(JSON.stringify(activity))?.[1] ?? '';
      const spokeOpenly = index % 5 === 0 ? 'partly' : 'yes';
      const answers = { tookPlace: 'yes', whoTalked: 'balanced', spokeOpenly, menteesAgenda: 'yes', summedUp: 'yes' };
      await world.inChat(person, 'submit', {
        activityId: activity.id,
        verb: 'check-in.answer',
        data: { verb: 'check-in.answer', checkInId, ...answers },
      });
      // A look at how things stood before may still be on its way to the card; what was answered follows it.
      const isShown = await until(
        'the answered card',
        async () => {
          const after = (await world.chat(person)).find((one) => one.id === activity.id);
          return after && !holds(after, 'check-in.answer') ? true : null;
        },
        10,
      ).catch(() => false);
      if (!isShown) stale += 1;
    }
  });
  const pairings = await read();
  return { sent: count(pairings, 'checkInsSent'), answered: count(pairings, 'checkInsAnswered'), stale };
}

/** Times on the next two weekdays at which, between them, every zone is at work. */
function workingTimes(after: number): readonly string[] {
  const days = Array.from({ length: 5 }, (_, index) => new Date(Date.parse(isoDay(after)) + (index + 1) * day));
  const weekdays = days.filter((date) => date.getUTCDay() % 6 !== 0).slice(0, 2);
  return weekdays.flatMap((date) => ['04:30', '10:00', '15:30'].map((time) => `${isoDay(date.getTime())}T${time}:00Z`));
}
