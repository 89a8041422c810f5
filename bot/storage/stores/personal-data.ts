import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { sql } from 'kysely';
import type { MatchingResult } from '../../mentoring/matching/matching.ts';
import type { MyData } from '../../mentoring/my-data/my-data.ts';
import type { PersonalDataStore } from '../../mentoring/my-data/personal-data-store.ts';
import { tablesOfPeople } from '../personal-data.ts';
import type { Scope } from './scope.ts';

const unzip = promisify(gunzip);

export function personalDataStore({ trx }: Scope): PersonalDataStore {
  return {
    async read(who) {
      const parts: [string, MyData[string]][] = [];
      for (const { table, read } of tablesOfPeople) {
        if (!read) continue;
        const { rows } = await read(who).execute(trx);
        parts.push([camel(table), rows.map(({ row }) => row)]);
      }
      return Object.fromEntries(parts);
    },
    async erase(who) {
      if (who.personId !== null) await forgetInRounds(trx, who.personId);
      for (const { erase } of tablesOfPeople) for (const statement of erase(who)) await statement.execute(trx);
    },
  };
}

const camel = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * What a round came from holds what somebody chose, so that it goes as a whole: such a round cannot be replayed any more. Of
 * what it led to everybody else's part stays.
 */
async function forgetInRounds(trx: Scope['trx'], personId: string): Promise<void> {
  const ids = await trx.selectFrom('round').select('id').where('input', 'is not', null).orderBy('id').execute();
  // One at a time: they may be large.
  for (const { id } of ids) {
    const { input, result } = await trx
      .selectFrom('round')
      .select(['input', 'result'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (input === null || !(await unzip(input)).includes(personId)) continue;
    await trx
      .updateTable('round')
      .set({ input: null, result: result && JSON.stringify(without(result, personId)) })
      .where('id', '=', id)
      .execute();
  }
  // Of a round whose input is gone already something may be left.
  const others = trx.selectFrom('round').select(['id', 'result']).where('input', 'is', null);
  const naming = others.where(sql<boolean>`result::text like ${`%${personId}%`}`);
  for (const { id, result } of await naming.execute()) {
    const kept = result && JSON.stringify(without(result, personId));
    await trx.updateTable('round').set({ result: kept }).where('id', '=', id).execute();
  }
}

function without(result: MatchingResult, personId: string): MatchingResult {
  const { pairings, unplaced, prices } = result;
  const others = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).filter(([id]) => id !== personId));
  return {
    ...result,
    pairings: pairings.filter(({ menteeId, mentorId }) => menteeId !== personId && mentorId !== personId),
    unplaced: unplaced.filter((one) => one.personId !== personId),
    prices: { ...prices, mentees: others(prices.mentees), mentors: others(prices.mentors) },
  };
}
