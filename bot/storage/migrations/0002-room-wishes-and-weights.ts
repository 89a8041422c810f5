import { sql, type Kysely } from 'kysely';

/**
 * Row-level security binds the owner too, for whom a plain update would find no row of any tenant: what stands in old rows
 * is changed by changing the type of its column, which rewrites them all.
 */
const changes = `
-- Told by the next import: nobody was asked before.
alter table person add languages jsonb not null default '[]';
alter table person alter languages drop default;

alter table participant
  add capacity int not null default 1,
  add preferences jsonb not null default '{"office": null, "profession": null}',
  add wishes jsonb not null default '[]',
  add exclusions jsonb not null default '[]',
  add paused_until date,
  add check (capacity between 1 and case role when 'mentor' then 5 else 3 end);
alter table participant
  alter capacity drop default,
  alter preferences drop default,
  alter wishes drop default,
  alter exclusions drop default;

alter table programme
  alter rules type jsonb using rules || '{"department": "prefer", "allowSameManager": false}',
  add weights jsonb not null default
    '{"topics": 45, "department": 12, "location": 5, "seniority": 13, "hours": 5, "experience": 5, "preferences": 15}',
  add objective text not null default 'total' check (objective in ('total', 'fairest'));
alter table programme
  alter weights drop default,
  alter objective drop default;

-- A fit goes to 1000 now; what its parts gave is not known of those from before.
alter table pairing
  alter fit type int using fit * 10,
  add parts jsonb;
drop index pairing_one_open_per_mentee;
drop index pairing_one_open_per_mentor;
create unique index pairing_one_open_per_couple on pairing (tenant_id, programme_id, mentee_id, mentor_id)
  where state not in ('closed', 'declined');
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
