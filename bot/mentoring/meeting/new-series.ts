import type { Programme } from '../programme/programme.ts';
import type { Series } from './meeting.ts';

/** The series of a pairing that has just become active, before anybody looked for times. */
export function newSeries(id: string, pairingId: string, { cadence, lengthMinutes }: Programme): Series {
  return {
    id,
    pairingId,
    state: 'planned',
    version: 0,
    cadence,
    lengthMinutes,
    slot: null,
    options: [],
    decideBy: null,
    pausedUntil: null,
    resumedAt: null,
    problem: null,
    changeProblem: null,
  };
}
