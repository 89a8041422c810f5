import type { Lead } from '../matching/round.ts';
import { done, refused, type Outcome } from '../outcome.ts';
import type { Person } from '../people/person.ts';
import type { Ports, Stores } from '../ports.ts';
import type { ActFilter, LeadAct } from './lead-act.ts';
import { noteAct } from './note-act.ts';
import { byId } from '../by-id.ts';

/** An act with whom it was about, as they are called now. */
export interface ActShown {
  readonly act: LeadAct;
  readonly mentee: Person | null;
  readonly mentor: Person | null;
  readonly person: Person | null;
}

export interface HistoryPage {
  readonly acts: readonly ActShown[];
  /** Everybody who has done something, as they were last called. */
  readonly leads: readonly Lead[];
  /** Id of the last act shown where older ones follow. */
  readonly next: string | null;
}

/** Acts of a programme, newest first, older than the act `before`; at most `limit`. */
export async function readHistory(
  ports: Ports,
  tenantId: string,
  programmeId: string,
  filter: ActFilter,
  before: string | null,
  limit: number,
): Promise<Outcome<HistoryPage, 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    const found = await stores.leadActs.ofProgramme(programmeId, { ...filter, before, limit: limit + 1 });
    const acts = found.slice(0, limit);
    return done({
      acts: await shown(stores, acts),
      leads: await stores.leadActs.leadsOf(programmeId),
      next: found.length > limit ? (acts.at(-1)?.id ?? null) : null,
    });
  });
}

/** All acts that are wanted, newest first, to be taken away as a table; that too is an act. */
export async function exportHistory(
  ports: Ports,
  tenantId: string,
  lead: Lead,
  programmeId: string,
  filter: ActFilter,
): Promise<Outcome<readonly ActShown[], 'not-found'>> {
  return ports.inTenant(tenantId, async (stores) => {
    if (!(await stores.programmes.byId(programmeId))) return refused('not-found');
    await noteAct(stores, lead, ports.clock.now(), programmeId, 'history-exported');
    return done(await shown(stores, await stores.leadActs.ofProgramme(programmeId, { ...filter, before: null })));
  });
}

async function shown(stores: Stores, acts: readonly LeadAct[]): Promise<readonly ActShown[]> {
  const found = await stores.pairings.byIds(acts.flatMap(({ about }) => about.pairingId ?? []));
  const pairings = byId(found);
  const ids = [
    ...found.flatMap(({ menteeId, mentorId }) => [menteeId, mentorId]),
    ...acts.flatMap(({ about }) => about.personId ?? []),
  ];
  const people = byId(await stores.people.byIds([...new Set(ids)]));
  const person = (id: string | undefined) => (id === undefined ? null : (people.get(id) ?? null));
  return acts.map((act) => {
    const pairing = pairings.get(act.about.pairingId ?? '');
    return {
      act,
      mentee: person(pairing?.menteeId),
      mentor: person(pairing?.mentorId),
      person: person(act.about.personId),
    };
  });
}
