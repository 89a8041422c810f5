import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { sql, type Selectable } from 'kysely';
import type { DecisionStore } from '../../mentoring/matching/decision-store.ts';
import type { RoundStore } from '../../mentoring/matching/round-store.ts';
import type { Decision, Round } from '../../mentoring/matching/round.ts';
import type { Schema } from '../schema.ts';
import { chunks, type Scope } from './scope.ts';

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];

/** All that is read with a round; what it came from and its result are large and read when asked for. */
const columns = [
  'id',
  'programmeId',
  'number',
  'state',
  'requestedBy',
  'startedAt',
  'finishedAt',
  'publishedAt',
  'phase',
  'progress',
  'rules',
  'weights',
  'objective',
  'seed',
  'startedFrom',
  'inputHash',
  'decisionsKnown',
  'totals',
  'problem',
] as const satisfies readonly (keyof Schema['round'])[];

function round(row: Pick<Selectable<Schema['round']>, (typeof columns)[number]>): Round {
  const { rules, weights, objective, seed, ...rest } = row;
  return { ...rest, settings: { rules, weights, objective }, seed: Number(seed) };
}

function changing({ state, publishedAt, finishedAt, phase, progress, inputHash, ...rest }: Round) {
  return {
    state,
    phase,
    progress,
    inputHash,
    finishedAt: finishedAt?.toString() ?? null,
    publishedAt: publishedAt?.toString() ?? null,
    decisionsKnown: rest.decisionsKnown,
    totals: rest.totals && JSON.stringify(rest.totals),
    problem: rest.problem && JSON.stringify(rest.problem),
  };
}

export function roundStore({ tenantId, trx }: Scope): RoundStore {
  const select = () => trx.selectFrom('round').select(columns);
  return {
    async byId(id, options) {
      const query = select().where('id', '=', id);
      const row = await (options?.forUpdate === true ? query.forUpdate() : query).executeTakeFirst();
      return row ? round(row) : null;
    },
    async ofProgramme(programmeId) {
      return (await select().where('programmeId', '=', programmeId).orderBy('number', 'desc').execute()).map(round);
    },
    async insert(one) {
      const { id, programmeId, number, settings, seed, startedFrom } = one;
      await trx
        .insertInto('round')
        .values({
          ...changing(one),
          tenantId,
          id,
          programmeId,
          number,
          seed,
          startedFrom,
          requestedBy: JSON.stringify(one.requestedBy),
          startedAt: one.startedAt.toString(),
          rules: JSON.stringify(settings.rules),
          weights: JSON.stringify(settings.weights),
          objective: settings.objective,
        })
        .execute();
    },
    async update(one) {
      await trx.updateTable('round').set(changing(one)).where('id', '=', one.id).execute();
    },
    async saveProgress(id, phase, progress) {
      const updated = await trx
        .updateTable('round')
        .set({ phase, progress })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },
    async keep(id, inputText, result) {
      const input = await zip(inputText);
      await trx
        .updateTable('round')
        .set({ input, result: result && JSON.stringify(result) })
        .where('id', '=', id)
        .execute();
    },
    async inputText(id) {
      const row = await trx.selectFrom('round').select('input').where('id', '=', id).executeTakeFirst();
      return row?.input ? (await unzip(row.input)).toString('utf8') : null;
    },
    async result(id) {
      const row = await trx.selectFrom('round').select('result').where('id', '=', id).executeTakeFirst();
      return row?.result ?? null;
    },
    async timesLeftOut(programmeId) {
      const { rows } = await sql<{ personId: string; times: number }>`
        select one ->> 'personId' as person_id, count(*)::int as times
        from round, jsonb_array_elements(result -> 'unplaced') as one
        where programme_id = ${programmeId} and published_at is not null
        group by 1`.execute(trx);
      return new Map(rows.map(({ personId, times }) => [personId, times]));
    },
  };
}

function decision({ tenantId: _tenant, ...rest }: Selectable<Schema['matchingDecision']>): Decision {
  return rest;
}

export function decisionStore({ tenantId, trx }: Scope): DecisionStore {
  return {
    async ofProgramme(programmeId) {
      const rows = trx.selectFrom('matchingDecision').selectAll().where('programmeId', '=', programmeId);
      return (await rows.orderBy('number').execute()).map(decision);
    },
    async insert(decisions) {
      for (const rows of chunks(decisions)) {
        await trx
          .insertInto('matchingDecision')
          .values(
            rows.map((one) => ({
              ...one,
              tenantId,
              decidedBy: JSON.stringify(one.decidedBy),
              decidedAt: one.decidedAt.toString(),
            })),
          )
          .execute();
      }
    },
  };
}
