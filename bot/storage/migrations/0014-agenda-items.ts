import { sql, type Kysely } from 'kysely';

/** Items of an agenda have a version of their words, hold questions, and are reached or carried over to the next meeting. */
const changes = `
alter table agenda_item
  add version int not null default 1 check (version > 0),
  add questions jsonb not null default '[]',
  add reached_at timestamptz,
  add carried_from uuid,
  drop constraint agenda_item_state_check,
  add check (state in ('suggested', 'taken-in', 'reached', 'carried-over')),
  add check ((state = 'reached') = (reached_at is not null)),
  -- What is carried over twice is carried over once.
  add unique (tenant_id, carried_from),
  add foreign key (tenant_id, carried_from) references agenda_item (tenant_id, id) on delete set null (carried_from);
alter table agenda_item alter version drop default, alter questions drop default;
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(changes).execute(database);
}
