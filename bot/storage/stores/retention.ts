import { sql, type RawBuilder } from 'kysely';
import { nameless } from '../../mentoring/people/nameless.ts';
import type { RetentionStore } from '../../mentoring/retention/retention-store.ts';
import { personOf } from './people.ts';
import { anyOf, type Scope } from './scope.ts';

const pairingsOf = (programmeId: string) => sql`select id from pairing where programme_id = ${programmeId}`;
const meetingsOf = (programmeId: string) => sql`
  select m.id from meeting m join pairing p on p.id = m.pairing_id where p.programme_id = ${programmeId}`;
const participantsOf = (programmeId: string) => sql`select id from participant where programme_id = ${programmeId}`;
const namelessLead = JSON.stringify({ entraObjectId: '00000000-0000-0000-0000-000000000000', name: nameless });

/** What was said in a programme, in an order in which nothing is referred to any more. */
const words = (id: string): readonly RawBuilder<unknown>[] => [
  sql`delete from notice where about in (
    ${pairingsOf(id)} union all ${meetingsOf(id)} union all ${participantsOf(id)}
    union all select s.id from series s where s.pairing_id in (${pairingsOf(id)})
    union all select c.id from check_in c where c.meeting_id in (${meetingsOf(id)})
    union all select h.id from help_request h where h.programme_id = ${id})`,
  // That it did not take place stands among the answers alone.
  sql`update meeting m set state = 'cancelled' where m.state = 'held' and m.id in (${meetingsOf(id)})
    and exists (select from check_in c where c.meeting_id = m.id and c.answers ->> 'tookPlace' <> 'yes')`,
  sql`delete from check_in where meeting_id in (${meetingsOf(id)})`,
  sql`delete from agenda_item where meeting_id in (${meetingsOf(id)})`,
  sql`delete from summary where meeting_id in (${meetingsOf(id)})`,
  sql`update commitment set text = ${nameless}, mentee_answered_before = null, mentor_answered_before = null
    where meeting_id in (${meetingsOf(id)})`,
  sql`delete from help_request where programme_id = ${id}`,
  sql`delete from another_round where participant_id in (${participantsOf(id)})`,
  sql`update closing set words = null, thanked_by = case when thanked_by is not null then ${namelessLead}::jsonb end,
      closed_by = case when closed_by is not null then ${namelessLead}::jsonb end where programme_id = ${id}`,
  sql`delete from bulk_item where bulk_id in (select b.id from bulk_act b where b.programme_id = ${id})`,
  sql`delete from bulk_act where programme_id = ${id}`,
  sql`delete from group_person where import_id in (select i.id from import i where i.programme_id = ${id})`,
  sql`update round set started_from = null where programme_id = ${id}`,
  sql`delete from round where programme_id = ${id}`,
  sql`select forget_history(${id})`,
  // What was left open by everybody is over; nobody hears of it so late.
  sql`delete from pairing where programme_id = ${id} and state = 'proposed'`,
  sql`update pairing set state = case when state in ('declined', 'closed') then state else 'closed' end, reasons = '[]',
      parts = (select jsonb_object_agg(part, 0) from jsonb_object_keys(parts) as part)
    where programme_id = ${id}`,
  sql`update meeting set event_id = null, response = null, meeting_order = null,
      state = case when state in ('planned', 'open') then 'cancelled' else state end where id in (${meetingsOf(id)})`,
  sql`update booking set state = 'removed', organizer = null, event_id = null, uid = null, join_url = null
    where series_id in (select s.id from series s where s.pairing_id in (${pairingsOf(id)}))`,
];

/** Whether the name of `p` is still needed, but for what the programme holds; for a programme that is none, for anything. */
const isHeld = (programmeId: string | null) => sql`(
  exists (select from participant t where t.person_id = p.id and t.programme_id is distinct from ${programmeId}::uuid)
  or exists (select from pairing r join programme g on g.id = r.programme_id
    where p.id in (r.mentee_id, r.mentor_id) and g.id is distinct from ${programmeId}::uuid and g.forgotten_at is null)
  or exists (select from programme g where g.id is distinct from ${programmeId}::uuid and g.forgotten_at is null
    and (g.neutral_contact = p.user_principal_name or g.led_by = p.entra_object_id))
  or exists (select from lead_act a join programme g on g.id = a.programme_id
    where a.lead_id = p.entra_object_id and g.id is distinct from ${programmeId}::uuid and g.forgotten_at is null)
  or exists (select from person o where o.manager_id = p.id and o.user_principal_name <> o.id::text))`;

export function retentionStore({ trx }: Scope): RetentionStore {
  /** Waits for whoever is just bringing one of them in, then looks. */
  const read = async (ids: RawBuilder<{ id: string }>, programmeId: string | null) => {
    const { rows } = await ids.execute(trx);
    const found = rows.map(({ id }) => id);
    if (found.length === 0) return [];
    await trx.selectFrom('person').select('id').where('id', '=', anyOf(found)).orderBy('id').forUpdate().execute();
    const left = await sql<{ id: string }>`
      select p.id from person p where p.id = any(${found}::uuid[]) and not ${isHeld(programmeId)}`.execute(trx);
    const ofNothing = left.rows.map(({ id }) => id);
    const people = trx.selectFrom('person').selectAll().where('id', '=', anyOf(ofNothing)).orderBy('id');
    return (await people.execute()).map(personOf);
  };
  return {
    async deleteWords(programmeId) {
      for (const statement of words(programmeId)) await statement.execute(trx);
    },
    peopleOf: (programmeId, limit) =>
      read(
        sql`
          select p.id from person p
          where p.user_principal_name <> p.id::text and not ${isHeld(programmeId)} and (
            exists (select from participant t where t.programme_id = ${programmeId} and t.person_id = p.id)
            or exists (select from pairing r where r.programme_id = ${programmeId} and p.id in (r.mentee_id, r.mentor_id))
            or exists (select from programme g where g.id = ${programmeId}
              and (g.neutral_contact = p.user_principal_name or g.led_by = p.entra_object_id)))
          order by p.id limit ${limit}`,
        programmeId,
      ),
    async ofNothing(personId) {
      const ids = sql<{ id: string }>`
        select p.id from person p where p.id = ${personId} and p.user_principal_name <> p.id::text`;
      return (await read(ids, null))[0] ?? null;
    },
    async finish(programmeId, at) {
      await sql`delete from participant where programme_id = ${programmeId}`.execute(trx);
      // A lead who is changing it meanwhile is shown the difference.
      await sql`
        update programme set forgotten_at = ${at.toString()}, neutral_contact = null, led_by = null, version = version + 1
        where id = ${programmeId}`.execute(trx);
    },
  };
}
