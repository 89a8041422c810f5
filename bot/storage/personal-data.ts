import { sql, type RawBuilder } from 'kysely';
import type { Somebody } from '../mentoring/my-data/my-data.ts';
import { nameless } from '../mentoring/people/nameless.ts';

/**
 * What is done with a column when its person has themselves erased. `deleted`: with its row. `emptied`: the row stays without
 * it. `nameless`: it leads to a person of whom nothing else is known any more. `kept`: it says nothing of them.
 */
type Erased = 'deleted' | 'emptied' | 'nameless' | 'kept';

/** A table that holds something of people. */
export interface TableOfPeople {
  readonly table: string;
  /** Every column that can hold something of somebody: names, words, ids of people, what they chose. */
  readonly columns: Readonly<Record<string, Erased>>;
  /** What the person it is about is given of it; null where that stands in another table too, or is not theirs alone. */
  readonly read: ((who: Somebody) => RawBuilder<{ row: unknown }>) | null;
  /** Deletes it, or takes the name from it; run in the order of the list. Empty where something else does. */
  readonly erase: (who: Somebody) => readonly RawBuilder<unknown>[];
}

const nobody = '00000000-0000-0000-0000-000000000000';
/** In place of a lead's name. */
const namelessLead = JSON.stringify({ entraObjectId: nobody, name: nameless });
/** Meetings of somebody's pairings. */
const theirMeetings = ({ personId }: Somebody) => sql`
  select m.id from meeting m join pairing p on p.id = m.pairing_id
  where ${personId}::uuid in (p.mentee_id, p.mentor_id)`;
const asMentee = ({ personId }: Somebody) => sql`
  select m.id from meeting m join pairing p on p.id = m.pairing_id where p.mentee_id = ${personId}`;
const asMentor = ({ personId }: Somebody) => sql`
  select m.id from meeting m join pairing p on p.id = m.pairing_id where p.mentor_id = ${personId}`;

/**
 * The one place that says where something of a person is kept, what they are given of it and how it is erased. A test reads the
 * database and fails for a column that can hold a person and is named neither here nor below.
 */
export const tablesOfPeople: readonly TableOfPeople[] = [
  {
    table: 'notice',
    columns: {
      person_id: 'deleted',
      key: 'deleted',
      about: 'deleted',
      subject: 'deleted',
      activity_ids: 'deleted',
    },
    read: ({ personId }) => sql`
      select jsonb_build_object('about', subject ->> 'kind', 'state', state, 'sendAfter', send_after) as row
      from notice where person_id = ${personId} order by id`,
    erase: (who) => [
      // Whoever was asked for help is not told of it any more either.
      sql`delete from notice where person_id = ${who.personId}
        or about in (select id from help_request where person_id = ${who.personId})`,
      // Nor is the other one asked about what is over; that it has ended they are told.
      sql`update notice set state = 'dropped'
        where state = 'planned' and subject ->> 'kind' not in ('meeting-news', 'check-in')
          and (about in (${theirMeetings(who)})
            or about in (select id from pairing where ${who.personId}::uuid in (mentee_id, mentor_id))
            or about in (select s.id from series s join pairing p on p.id = s.pairing_id
              where ${who.personId}::uuid in (p.mentee_id, p.mentor_id)))`,
    ],
  },
  {
    table: 'help_request',
    // Whom somebody else has asked stays as a nameless one.
    columns: { person_id: 'deleted', contact_id: 'nameless', words: 'deleted' },
    read: ({ personId }) => sql`
      select jsonb_build_object('programme', g.name, 'askedOf', h.asked_of, 'wants', h.wants, 'words', h.words,
        'state', h.state, 'askedAt', h.asked_at, 'seenAt', h.seen_at, 'doneAt', h.done_at) as row
      from help_request h join programme g on g.id = h.programme_id where h.person_id = ${personId} order by h.id`,
    erase: ({ personId }) => [sql`delete from help_request where person_id = ${personId}`],
  },
  {
    table: 'check_in',
    columns: { person_id: 'deleted', answers: 'deleted' },
    read: ({ personId }) => sql`
      select jsonb_build_object('meeting', m.number, 'meetingAt', m.starts_at, 'answers', c.answers) as row
      from check_in c join meeting m on m.id = c.meeting_id where c.person_id = ${personId} order by m.starts_at`,
    erase: ({ personId }) => [sql`delete from check_in where person_id = ${personId}`],
  },
  {
    table: 'agenda_item',
    columns: { author_id: 'deleted', text: 'deleted', questions: 'deleted' },
    read: ({ personId }) => sql`
      select jsonb_build_object('meeting', m.number, 'meetingAt', m.starts_at, 'text', a.text, 'questions', a.questions,
        'state', a.state) as row
      from agenda_item a join meeting m on m.id = a.meeting_id where a.author_id = ${personId}
      order by m.starts_at, a.position`,
    erase: ({ personId }) => [sql`delete from agenda_item where author_id = ${personId}`],
  },
  {
    table: 'summary',
    // Each side's own words; that it was confirmed, or not, is between the two.
    columns: { text: 'emptied', correction: 'emptied' },
    read: (who) => sql`
      select jsonb_build_object('meeting', m.number, 'meetingAt', m.starts_at, 'state', s.state, 'verdict', s.verdict)
        || case when p.mentee_id = ${who.personId} then jsonb_build_object('iHeard', s.text, 'writtenAt', s.written_at)
          else jsonb_build_object('myCorrection', s.correction, 'mySayAt', s.verdict_at) end as row
      from summary s join meeting m on m.id = s.meeting_id join pairing p on p.id = m.pairing_id
      where p.id = any(${who.pairingIds}::uuid[]) order by m.starts_at`,
    erase: (who) => [
      sql`update summary set text = ${nameless} where meeting_id in (${asMentee(who)})`,
      sql`update summary set correction = null where meeting_id in (${asMentor(who)})`,
    ],
  },
  {
    table: 'commitment',
    columns: { text: 'emptied' },
    read: (who) => sql`
      select jsonb_build_object('iSaidIWould', c.text, 'state', c.state, 'proposedAt', c.proposed_at,
        'endedAt', c.ended_at) as row
      from commitment c join pairing p on p.id = c.pairing_id
      where p.mentee_id = ${who.personId} and p.id = any(${who.pairingIds}::uuid[]) order by c.proposed_at`,
    erase: (who) => [sql`update commitment set text = ${nameless} where meeting_id in (${asMentee(who)})`],
  },
  {
    table: 'meeting',
    columns: { event_id: 'emptied' },
    read: ({ pairingIds }) => sql`
      select jsonb_build_object('number', number, 'startsAt', starts_at, 'endsAt', ends_at, 'state', state) as row
      from meeting where pairing_id = any(${pairingIds}::uuid[]) order by starts_at`,
    erase: (who) => [
      // One that has begun is looked for in Outlook once it has ended.
      sql`update meeting set event_id = null where state <> 'planned' and id in (${theirMeetings(who)})`,
    ],
  },
  {
    table: 'booking',
    // Whose calendar it is, and a link that holds their id. What still stands in Outlook is taken back first, by its job.
    columns: { organizer: 'emptied', event_id: 'emptied', uid: 'emptied', join_url: 'emptied' },
    read: ({ pairingIds }) => sql`
      select jsonb_build_object('organizer', b.organizer ->> 'displayName', 'joinUrl', b.join_url, 'state', b.state) as row
      from booking b join series s on s.id = b.series_id where s.pairing_id = any(${pairingIds}::uuid[]) order by b.id`,
    erase: ({ personId }) => [
      sql`update booking b set organizer = null, event_id = null, uid = null, join_url = null
        from series s join pairing p on p.id = s.pairing_id
        where s.id = b.series_id and b.state in ('removed', 'refused')
          and ${personId}::uuid in (p.mentee_id, p.mentor_id)`,
    ],
  },
  {
    table: 'pairing',
    columns: { mentee_id: 'nameless', mentor_id: 'nameless', parts: 'emptied', reasons: 'emptied' },
    // How well the two fit is worked out from what the other one wishes as well.
    read: ({ personId, pairingIds }) => sql`
      select jsonb_build_object('programme', g.name, 'with', o.display_name, 'state', p.state,
        'iAm', case when p.mentee_id = ${personId} then 'mentee' else 'mentor' end,
        'acceptedAt', case when p.mentee_id = ${personId} then p.mentee_accepted_at else p.mentor_accepted_at end,
        'signedAt', case when p.mentee_id = ${personId} then p.mentee_signed_at else p.mentor_signed_at end) as row
      from pairing p join programme g on g.id = p.programme_id
      join person o on o.id = case when p.mentee_id = ${personId} then p.mentor_id else p.mentee_id end
      where p.id = any(${pairingIds}::uuid[]) order by p.id`,
    erase: ({ personId }) => [
      sql`update pairing set reasons = '[]',
          parts = (select jsonb_object_agg(part, 0) from jsonb_object_keys(parts) as part)
        where ${personId}::uuid in (mentee_id, mentor_id)`,
    ],
  },
  {
    table: 'another_round',
    columns: { answer: 'deleted', role: 'deleted' },
    read: ({ personId }) => sql`
      select jsonb_build_object('programme', g.name, 'answer', a.answer, 'role', a.role, 'answeredAt', a.answered_at) as row
      from another_round a join participant p on p.id = a.participant_id join programme g on g.id = p.programme_id
      where p.person_id = ${personId} order by a.participant_id`,
    erase: ({ personId }) => [
      sql`delete from another_round
        where participant_id in (select id from participant where person_id = ${personId})`,
    ],
  },
  {
    table: 'closing',
    // What they wrote to everybody at the end stays with those whom it thanks.
    columns: { thanked_by: 'nameless', words: 'kept', closed_by: 'nameless' },
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('programme', g.name, 'thankedAt', c.thanked_at, 'words', c.words) as row
      from closing c join programme g on g.id = c.programme_id
      where c.thanked_by ->> 'entraObjectId' = ${entraObjectId} order by g.id`,
    erase: ({ entraObjectId }) => [
      sql`update closing set thanked_by = ${namelessLead}::jsonb where thanked_by ->> 'entraObjectId' = ${entraObjectId}`,
      sql`update closing set closed_by = ${namelessLead}::jsonb where closed_by ->> 'entraObjectId' = ${entraObjectId}`,
    ],
  },
  {
    table: 'participant',
    columns: {
      person_id: 'deleted',
      topics: 'deleted',
      preferences: 'deleted',
      // Also what others have written down: whom they would rather not be paired with stays theirs, by address.
      wishes: 'deleted',
      exclusions: 'deleted',
    },
    read: ({ personId }) => sql`
      select jsonb_build_object('programme', g.name, 'role', t.role, 'capacity', t.capacity,
        'preferences', t.preferences, 'wishes', t.wishes, 'exclusions', t.exclusions, 'pausedUntil', t.paused_until,
        'topics', (select coalesce(jsonb_agg(coalesce(
          (select topic ->> 'label' from jsonb_array_elements(g.topics) as topic where topic ->> 'key' = chosen.key),
          chosen.key) order by chosen.place), '[]')
          from jsonb_array_elements_text(t.topics) with ordinality as chosen (key, place))) as row
      from participant t join programme g on g.id = t.programme_id where t.person_id = ${personId} order by t.id`,
    erase: ({ personId, userPrincipalName }) => [
      sql`delete from participant where person_id = ${personId}`,
      sql`update participant set
          wishes = (select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(wishes) as one
            where one <> to_jsonb(${personId}::text)),
          exclusions = (select coalesce(jsonb_agg(distinct case when one = to_jsonb(${personId}::text)
            then to_jsonb(${userPrincipalName}::text) else one end), '[]') from jsonb_array_elements(exclusions) as one)
        where wishes @> to_jsonb(${personId}::text) or exclusions @> to_jsonb(${personId}::text)`,
    ],
  },
  {
    table: 'matching_decision',
    columns: { mentee_id: 'nameless', mentor_id: 'nameless', decided_by: 'nameless' },
    // Whom it was about is for those two.
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('programme', g.name, 'kind', d.kind, 'decidedAt', d.decided_at) as row
      from matching_decision d join programme g on g.id = d.programme_id
      where d.decided_by ->> 'entraObjectId' = ${entraObjectId} order by d.id`,
    erase: ({ entraObjectId }) => [sql`select forget_who_decided(${entraObjectId}::uuid)`],
  },
  {
    table: 'round',
    // What it came from and led to is read and written in `stores/personal-data.ts`: it is packed.
    columns: { requested_by: 'nameless', input: 'emptied', result: 'emptied', problem: 'nameless' },
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('programme', g.name, 'number', r.number, 'startedAt', r.started_at) as row
      from round r join programme g on g.id = r.programme_id
      where r.requested_by ->> 'entraObjectId' = ${entraObjectId} order by r.id`,
    erase: ({ entraObjectId }) => [
      sql`update round set requested_by = ${namelessLead}::jsonb
        where requested_by ->> 'entraObjectId' = ${entraObjectId}`,
    ],
  },
  {
    table: 'lead_act',
    columns: { lead_id: 'nameless', lead_name: 'nameless', about: 'nameless' },
    // Whom it was about is for those two.
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('programme', g.name, 'kind', a.kind, 'at', a.at) as row
      from lead_act a join programme g on g.id = a.programme_id
      where a.lead_id = ${entraObjectId}::uuid order by a.id`,
    erase: ({ entraObjectId }) => [sql`select forget_who_acted(${entraObjectId}::uuid)`],
  },
  {
    table: 'bulk_act',
    columns: { asked_by: 'nameless' },
    // Stands among the acts.
    read: null,
    erase: ({ entraObjectId }) => [
      sql`update bulk_act set asked_by = ${namelessLead}::jsonb
        where asked_by ->> 'entraObjectId' = ${entraObjectId}`,
    ],
  },
  {
    table: 'programme',
    columns: { neutral_contact: 'emptied', led_by: 'emptied' },
    read: ({ entraObjectId, userPrincipalName }) => sql`
      select jsonb_build_object('programme', name, 'iLeadIt', coalesce(led_by = ${entraObjectId}::uuid, false),
        'iAmItsContact', coalesce(neutral_contact = ${userPrincipalName}, false)) as row
      from programme where led_by = ${entraObjectId} or neutral_contact = ${userPrincipalName} order by id`,
    erase: ({ entraObjectId, userPrincipalName }) => [
      sql`update programme set led_by = null where led_by = ${entraObjectId}`,
      // A lead who is changing it meanwhile is shown the difference.
      sql`update programme set neutral_contact = null, version = version + 1
        where neutral_contact = ${userPrincipalName}`,
    ],
  },
  {
    table: 'watched_calendar',
    // Its job ends the watch in Outlook first, now that nothing of ours stands in the calendar, and removes the row.
    columns: { organizer_id: 'deleted', watch_id: 'deleted', secret_hash: 'deleted', mark: 'deleted' },
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('watchedUntil', expires_at, 'readAt', read_at) as row
      from watched_calendar where organizer_id = ${entraObjectId}`,
    erase: () => [],
  },
  {
    table: 'conversation',
    columns: { entra_object_id: 'deleted', reference: 'deleted' },
    read: ({ entraObjectId }) => sql`
      select jsonb_build_object('reference', reference, 'reach', reach, 'mutedAt', muted_at) as row
      from conversation where entra_object_id = ${entraObjectId}`,
    erase: ({ entraObjectId }) => [sql`delete from conversation where entra_object_id = ${entraObjectId}`],
  },
  {
    table: 'group_person',
    columns: {
      entra_object_id: 'deleted',
      user_principal_name: 'deleted',
      display_name: 'deleted',
      job_title: 'deleted',
      department: 'deleted',
      office_location: 'deleted',
      manager_object_id: 'emptied',
    },
    // What the directory says of them, on its way to where people are kept.
    read: null,
    erase: ({ entraObjectId }) => [
      sql`delete from group_person where entra_object_id = ${entraObjectId}`,
      sql`update group_person set manager_object_id = null where manager_object_id = ${entraObjectId}`,
    ],
  },
  {
    table: 'person',
    columns: {
      user_principal_name: 'emptied',
      entra_object_id: 'emptied',
      display_name: 'emptied',
      job_title: 'emptied',
      grade: 'emptied',
      seniority: 'emptied',
      department: 'emptied',
      profession: 'emptied',
      office_location: 'emptied',
      time_zone: 'emptied',
      languages: 'emptied',
      // Kept where others report to them: the line above these would else break off.
      manager_id: 'emptied',
      mailbox: 'emptied',
      own_hours: 'emptied',
    },
    read: ({ personId }) => sql`
      select jsonb_build_object('userPrincipalName', p.user_principal_name, 'entraObjectId', p.entra_object_id,
        'displayName', p.display_name, 'jobTitle', p.job_title, 'grade', p.grade, 'seniority', p.seniority,
        'department', p.department, 'profession', p.profession, 'officeLocation', p.office_location,
        'timeZone', p.time_zone, 'languages', p.languages, 'manager', m.display_name, 'mailbox', p.mailbox,
        'ownHours', p.own_hours) as row
      from person p left join person m on m.id = p.manager_id where p.id = ${personId}`,
    erase: ({ personId }) => [
      sql`update person p set user_principal_name = p.id::text, entra_object_id = null, display_name = ${nameless},
          job_title = null, grade = null, seniority = null, department = null, profession = null,
          office_location = null, time_zone = null, languages = '[]', own_hours = null,
          manager_id = case when exists (select from person o where o.manager_id = p.id) then p.manager_id end,
          mailbox = '{"state": "unreadable", "problem": "unknown-person"}'
        where p.id = ${personId}`,
    ],
  },
];

/** Columns that could hold something of somebody by their type, and do not. */
export const columnsOfNobody: Readonly<Record<string, readonly string[]>> = {
  programme: ['name', 'topics', 'rules', 'weights', 'grade_ladder', 'booking'],
  import: ['source', 'failure', 'next_page'],
  pairing: [],
  // Of five people up, and of nobody among them: see the README of insight.
  insight_release: ['figures'],
  series: ['slot', 'options', 'problem', 'change_problem'],
  // What was answered or asked for is put down to a side.
  meeting: ['response', 'meeting_order', 'order_problem', 'options'],
  lead_act: ['kind'],
  bulk_act: ['deed'],
  bulk_item: ['result', 'pairing_id'],
  booking: ['slot', 'meetings', 'farewell'],
  commitment: ['mentee_answered_before', 'mentor_answered_before'],
  round: ['rules', 'weights', 'input_hash', 'totals'],
  // Over all tenants; gone within minutes.
  graph_traffic: ['state'],
  shared_rate: ['name', 'claims'],
};
