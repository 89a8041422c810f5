import { sql } from 'kysely';
import type { ReachSeen } from '../../mentoring/attention/reach.ts';
import type { Role } from '../../mentoring/people/person.ts';
import type { ProgrammePeopleStore } from '../../mentoring/people/programme-people-store.ts';
import type { PeopleFilter, Standing, Told } from '../../mentoring/people/standing.ts';
import type { Scope } from './scope.ts';

/** Letters and names as people order them, the same on every server. */
const byName = sql`collate "und-x-icu"`;

/** As `reachOf` has it. */
const reach = sql<ReachSeen>`case
  when p.entra_object_id is null then
    case when p.mailbox ->> 'problem' = 'unknown-person' then 'unknown' else 'never-installed' end
  when c.reach is null then 'never-installed'
  when c.reach = 'open' then 'reached'
  when c.reach = 'not-installed' then case when c.tried_at is null then 'removed' else coalesce(c.refused, 'never-installed') end
  when c.reach = 'no-conversation' then 'lost'
  else c.reach
end`;

/** What became of the notice says more than that it was asked for. */
const told = sql<Told | null>`case
  when t.id is null then null
  when n.state = 'sent' then 'told'
  when n.state in ('planned', 'sending') then 'on-its-way'
  when n.state is null and t.is_told then 'told'
  else 'untold'
end`;

/** A person of the tenant with what stands around them in the programme. */
const everybody = (programmeId: string) => sql`person p
  left join participant t on t.tenant_id = p.tenant_id and t.person_id = p.id and t.programme_id = ${programmeId}
  left join conversation c on c.tenant_id = p.tenant_id and c.entra_object_id = p.entra_object_id
  left join notice n on n.tenant_id = p.tenant_id and n.about = t.id and n.subject ->> 'kind' = 'enrolled'`;

function isMeant({ role, search, mailbox, reach: reached, told: isTold }: PeopleFilter) {
  // Whoever has had themselves erased is named by their id alone, and is nobody here.
  const conditions = [sql`p.user_principal_name <> p.id::text`];
  if (role === 'any') conditions.push(sql`t.id is not null`);
  else if (role === 'none') conditions.push(sql`t.id is null`);
  else if (role !== null) conditions.push(sql`t.role = ${role}`);
  if (search !== null && search !== '') {
    const wanted = sql`lower(${search}::text ${byName})`;
    conditions.push(sql`(
      strpos(lower(p.display_name ${byName}), ${wanted}) > 0 or strpos(p.user_principal_name, ${wanted}) > 0
    )`);
  }
  if (mailbox !== null) conditions.push(sql`coalesce(p.mailbox ->> 'problem', p.mailbox ->> 'state') = ${mailbox}`);
  if (reached === 'unreached') conditions.push(sql`${reach} <> 'reached'`);
  else if (reached !== null) conditions.push(sql`${reach} = ${reached}`);
  if (isTold !== null) conditions.push(sql`${told} = ${isTold}`);
  return sql.join(conditions, sql` and `);
}

const standing = sql`p.id as "personId", ${reach} as reach, ${told} as told`;

export function programmePeopleStore({ trx }: Scope): ProgrammePeopleStore {
  return {
    async page(programmeId, filter, { after, skip, limit }) {
      const isBehind =
        after === null
          ? sql`true`
          : sql`(p.display_name ${byName}, p.id) > (${after.displayName}::text ${byName}, ${after.id}::uuid)`;
      const rows = sql<Standing>`select ${standing} from ${everybody(programmeId)}
        where ${isMeant(filter)} and ${isBehind}
        order by p.display_name ${byName}, p.id offset ${skip} limit ${limit}::int`;
      return (await rows.execute(trx)).rows;
    },
    async count(programmeId, filter) {
      const rows = sql<{ count: number }>`
        select count(*)::int as count from ${everybody(programmeId)} where ${isMeant(filter)}`;
      return (await rows.execute(trx)).rows[0]?.count ?? 0;
    },
    async one(programmeId, personId) {
      const rows = sql<Standing>`select ${standing} from ${everybody(programmeId)} where p.id = ${personId}`;
      return (await rows.execute(trx)).rows[0] ?? null;
    },
    async counts(programmeId) {
      const rows = sql<{ role: Role; reach: ReachSeen; told: Told; count: number }>`
        select t.role, ${reach} as reach, ${told} as told, count(*)::int as count
        from ${everybody(programmeId)} where t.id is not null group by 1, 2, 3`;
      return (await rows.execute(trx)).rows;
    },
  };
}
