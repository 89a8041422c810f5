import type { Selectable } from 'kysely';
import type { PairingStore } from '../../mentoring/pairing/pairing-store.ts';
import type { Pairing } from '../../mentoring/pairing/pairing.ts';
import type { Schema } from '../schema.ts';
import { anyOf, chunks, type Scope } from './scope.ts';

function pairing(row: Selectable<Schema['pairing']>): Pairing {
  const { id, programmeId, menteeId, mentorId, state, fit, parts, reasons } = row;
  return {
    id,
    programmeId,
    menteeId,
    mentorId,
    state,
    fit,
    parts,
    reasons,
    mentee: { acceptedAt: row.menteeAcceptedAt, signedAt: row.menteeSignedAt },
    mentor: { acceptedAt: row.mentorAcceptedAt, signedAt: row.mentorSignedAt },
  };
}

function json({ parts, reasons }: Pairing) {
  return { parts: parts && JSON.stringify(parts), reasons: JSON.stringify(reasons) };
}

function answers({ mentee, mentor }: Pairing) {
  return {
    menteeAcceptedAt: mentee.acceptedAt?.toString() ?? null,
    menteeSignedAt: mentee.signedAt?.toString() ?? null,
    mentorAcceptedAt: mentor.acceptedAt?.toString() ?? null,
    mentorSignedAt: mentor.signedAt?.toString() ?? null,
  };
}

export function pairingStore({ tenantId, trx }: Scope): PairingStore {
  const select = () => trx.selectFrom('pairing').selectAll();
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? pairing(row) : null;
    },
    async byIds(ids) {
      return (await select().where('id', '=', anyOf(ids)).orderBy('id').execute()).map(pairing);
    },
    async ofProgramme(programmeId) {
      return (await select().where('programmeId', '=', programmeId).orderBy('id').execute()).map(pairing);
    },
    async ofPerson(personId) {
      const rows = select().where((eb) => eb.or([eb('menteeId', '=', personId), eb('mentorId', '=', personId)]));
      return (await rows.orderBy('id').execute()).map(pairing);
    },
    async published() {
      return (await select().where('state', '<>', 'proposed').orderBy('id').execute()).map(pairing);
    },
    async insert(pairings) {
      for (const rows of chunks(pairings)) {
        await trx
          .insertInto('pairing')
          .values(
            rows.map((one) => {
              const { mentee: _mentee, mentor: _mentor, ...rest } = one;
              return { ...rest, tenantId, ...json(one), ...answers(one) };
            }),
          )
          .execute();
      }
    },
    async update(pairings) {
      for (const one of pairings) {
        const { id, mentee: _mentee, mentor: _mentor, ...rest } = one;
        const updated = await trx
          .updateTable('pairing')
          .set({ ...rest, ...json(one), ...answers(one) })
          .where('id', '=', id)
          .executeTakeFirst();
        if (updated.numUpdatedRows !== 1n) throw new Error(`the pairing ${id} is not there to be changed`);
      }
    },
    async removeProposed(programmeId) {
      await trx.deleteFrom('pairing').where('programmeId', '=', programmeId).where('state', '=', 'proposed').execute();
    },
  };
}
