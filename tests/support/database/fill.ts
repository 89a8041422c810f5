import { v7 as newId } from 'uuid';
import type { TestDatabase } from './database.ts';

/** Text with all that may get lost on the way: quotes, signs of other formats, line ends, letters beyond the first plane. */
export const trickyText = 'a "b" \'c\' \\N \\\\ \t \r\n {x,NULL} [1] \u2028 é 😀 $1 %s\u0001';

/**
 * Puts a row into every table that a programme has left empty, in one of its tenants: with the first held meeting and the
 * people of its pairing.
 */
export async function fillTheRest({ asAdmin }: Pick<TestDatabase, 'asAdmin'>, tenantId: string): Promise<void> {
  const { rows } = await asAdmin(
    `select m.id as meeting, m.pairing_id as pairing, p.programme_id as programme, p.mentee_id as mentee, p.mentor_id as mentor,
       (select id from participant t where t.programme_id = p.programme_id and t.person_id = p.mentee_id) as participant
     from meeting m join pairing p on p.id = m.pairing_id where m.state = 'held' and m.tenant_id = $1
     order by m.id limit 1`,
    [tenantId],
  );
  const it = rows[0];
  if (!it) throw new Error('no meeting was held');
  const { meeting, pairing, programme, mentee, mentor, participant } = it;
  const at = '2027-02-20 10:11:12.345678+00';
  const lead = JSON.stringify({ entraObjectId: newId(), name: trickyText });
  const put = async (table: string, row: Readonly<Record<string, unknown>>) => {
    const columns = Object.keys(row);
    await asAdmin(
      `insert into ${table} (tenant_id, ${columns.join(', ')})
       values ($1, ${columns.map((_, index) => `$${index + 2}`).join(', ')}) on conflict do nothing`,
      [tenantId, ...Object.values(row)],
    );
  };
  const [first, second] = [newId(), newId()];
  const item = { meeting_id: meeting, author_id: mentee, text: trickyText, questions: '["a\\nb"]', version: 1 };
  // The one that comes first in the table refers to the one after it.
  await put('agenda_item', { id: second, ...item, state: 'taken-in', position: 1 });
  await put('agenda_item', { id: first, ...item, state: 'carried-over', position: 2, carried_from: second });
  await put('summary', { meeting_id: meeting, version: 1, text: trickyText, written_at: at, state: 'written' });
  await put('commitment', {
    id: newId(),
    pairing_id: pairing,
    meeting_id: meeting,
    text: '',
    state: 'proposed',
    proposed_at: at,
  });
  await put('help_request', {
    id: newId(),
    programme_id: programme,
    person_id: mentor,
    asked_of: 'lead',
    wants: 'talk',
    words: 'NULL',
    state: 'open',
    asked_at: at,
  });
  await put('matching_decision', {
    id: newId(),
    programme_id: programme,
    number: 999,
    kind: 'lock',
    mentee_id: mentee,
    mentor_id: mentor,
    decided_by: lead,
    decided_at: at,
  });
  await put('meeting_change', { id: newId(), meeting_id: meeting, kind: 'moved', changed_by: 'mentee', at });
  const group = newId();
  await put('import', {
    id: group,
    programme_id: programme,
    source: JSON.stringify({ kind: 'group', groupId: newId() }),
    state: 'done',
    people: 0,
    to_read: 0,
    read: 0,
  });
  await put('group_person', {
    import_id: group,
    entra_object_id: newId(),
    user_principal_name: 'ana@contoso.example',
    display_name: trickyText,
    is_member: true,
  });
  const bulk = newId();
  await put('bulk_act', {
    id: bulk,
    programme_id: programme,
    deed: '{"kind": "nudge"}',
    asked_by: lead,
    asked_at: at,
    ended_at: at,
  });
  await put('bulk_item', { bulk_id: bulk, position: 1, pairing_id: pairing, result: null });
  const release = newId();
  await put('insight_release', {
    id: release,
    programme_id: programme,
    month: '2027-03-01',
    released_at: at,
    figures: '[]',
  });
  const checkIn = newId();
  await put('check_in', { id: checkIn, meeting_id: meeting, person_id: mentee, answers: '{"tookPlace": "yes"}' });
  const known = await asAdmin('select id from check_in where meeting_id = $1 order by id limit 1', [meeting]);
  await put('used_up_answer', { check_in_id: known.rows[0]?.['id'], key: 'trust', release_id: release });
  await put('closing', { programme_id: programme, words: trickyText, asks_another_round: true });
  await put('another_round', { participant_id: participant, answer: 'no', answered_at: at });
  await put('conversation', { entra_object_id: newId(), reference: '{"a": "\\u2028"}', reach: 'open' });
  await put('watched_calendar', { organizer_id: newId(), watch_again_at: at });
  await asAdmin(`insert into shared_rate values ('chat', '{"a": [1.5e-7]}') on conflict do nothing`);
}
