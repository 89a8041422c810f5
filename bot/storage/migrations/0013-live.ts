import { sql, type Kysely } from 'kysely';

/**
 * Tells the servers what has changed, as soon as it is kept: triggers, so that no way of writing can forget to. A transaction
 * tells the same thing once, however many rows it writes. Only ids are told: those who listen ask for the rest as themselves.
 */
const tellers = `
create function tell_pairing(tenant uuid, pairing uuid, to_whom uuid[] default null) returns void
language plpgsql set search_path = vantage, pg_temp as $$
declare told pairing%rowtype;
begin
  select * into told from pairing p where p.tenant_id = tenant and p.id = pairing;
  -- Proposals are looked at through their round alone.
  if not found or told.state = 'proposed' then return; end if;
  perform pg_notify('vantage_live', json_build_object(
    'kind', 'pairing', 'tenantId', tenant, 'id', pairing, 'programmeId', told.programme_id,
    'people', coalesce(to_whom, array[told.mentee_id, told.mentor_id]))::text);
end $$;

create function tell_programme(tenant uuid, programme uuid) returns void
language sql set search_path = vantage, pg_temp as $$
  select pg_notify('vantage_live',
    json_build_object('kind', 'programme', 'tenantId', tenant, 'id', programme)::text)
$$;

-- For a table whose rows are a pairing ('id') or name one (the name of the column).
create function tell_of_pairing() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
declare row jsonb := to_jsonb(coalesce(new, old));
begin
  perform tell_pairing((row ->> 'tenant_id')::uuid, (row ->> tg_argv[0])::uuid);
  return null;
end $$;

-- For a table whose rows name a meeting.
create function tell_of_meeting() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
declare row record := coalesce(new, old);
begin
  perform tell_pairing(row.tenant_id, m.pairing_id) from meeting m
  where m.tenant_id = row.tenant_id and m.id = row.meeting_id;
  return null;
end $$;

-- Answers are their author's alone; the other one is told once both have answered, when there is something that both see.
create function tell_of_check_in() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
begin
  perform tell_pairing(new.tenant_id, m.pairing_id, case when exists (
      select from check_in c where c.tenant_id = new.tenant_id and c.meeting_id = new.meeting_id
        and c.person_id <> new.person_id and c.answers is not null
    ) then null else array[new.person_id] end)
  from meeting m where m.tenant_id = new.tenant_id and m.id = new.meeting_id;
  return null;
end $$;

-- For a table whose rows are a programme ('id') or name one (the name of the column).
create function tell_of_programme() returns trigger
language plpgsql set search_path = vantage, pg_temp as $$
declare row jsonb := to_jsonb(coalesce(new, old));
begin
  perform tell_programme((row ->> 'tenant_id')::uuid, (row ->> tg_argv[0])::uuid);
  return null;
end $$;
`;

/** A trigger for rows that come and go, and one for those that become different. */
const onChange = (table: string, teller: string): string => `
create trigger tell after insert or delete on ${table} for each row execute function ${teller};
create trigger tell_update after update on ${table} for each row when (old.* is distinct from new.*) execute function ${teller};
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(tellers).execute(database);
  const triggers = [
    onChange('pairing', `tell_of_pairing('id')`),
    onChange('series', `tell_of_pairing('pairing_id')`),
    onChange('meeting', `tell_of_pairing('pairing_id')`),
    onChange('commitment', `tell_of_pairing('pairing_id')`),
    onChange('agenda_item', 'tell_of_meeting()'),
    onChange('summary', 'tell_of_meeting()'),
    `create trigger tell after insert or update on check_in for each row execute function tell_of_check_in();`,
    onChange('programme', `tell_of_programme('id')`),
    onChange('participant', `tell_of_programme('programme_id')`),
    onChange('import', `tell_of_programme('programme_id')`),
    onChange('round', `tell_of_programme('programme_id')`),
    onChange('matching_decision', `tell_of_programme('programme_id')`),
    // What is asked of the neutral contact is no business of whoever leads.
    `create trigger tell after insert or update on help_request for each row when (new.asked_of = 'lead')
       execute function tell_of_programme('programme_id');`,
  ];
  for (const trigger of triggers) await sql.raw(trigger).execute(database);
}
