import type { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { Lead } from '../matching/round.ts';
import type { Stores } from '../ports.ts';
import type { ActAbout, ActKind } from './lead-act.ts';

/** Writes down what a lead does, in the transaction that does it: neither is there without the other. */
export async function noteAct(
  stores: Stores,
  by: Lead,
  at: Temporal.Instant,
  programmeId: string,
  kind: ActKind,
  about: ActAbout = {},
): Promise<void> {
  stores.happened({ kind: 'lead.acted', programmeId, act: kind });
  await stores.leadActs.insert({ id: newId(), programmeId, kind, by, at, about });
}
