import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { reachOf } from '../../mentoring/attention/reach.ts';
import type { Reach, Refusal } from '../../mentoring/chat/conversation.ts';
import type { BookingProblem, SeriesState } from '../../mentoring/meeting/meeting.ts';
import type { PublishedPairing } from '../../mentoring/pairing/pairing.ts';
import type { PairingFacts, PersonFacts } from '../../mentoring/pairing/pairing-facts.ts';
import type { Mailbox } from '../../mentoring/people/person.ts';
import type { PairingFactsStore } from '../../mentoring/pairing/pairing-facts-store.ts';
import type { Cadence } from '../../mentoring/programme/programme.ts';
import { anyOf, type Scope } from './scope.ts';

type MaybeInstant = Temporal.Instant | null;

interface PersonRow {
  id: string;
  displayName: string;
  jobTitle: string | null;
  userPrincipalName: string;
  department: string | null;
  entraObjectId: string | null;
  mailbox: Mailbox;
  reach: Reach | null;
  triedAt: MaybeInstant;
  refused: Refusal | null;
}

interface Row {
  id: string;
  menteeId: string;
  mentorId: string;
  state: PublishedPairing['state'];
  fit: number;
  menteeAcceptedAt: MaybeInstant;
  menteeSignedAt: MaybeInstant;
  mentorAcceptedAt: MaybeInstant;
  mentorSignedAt: MaybeInstant;
  offeredAt: MaybeInstant;
  seriesState: SeriesState | null;
  cadence: Cadence | null;
  resumedAt: MaybeInstant;
  problem: BookingProblem | null;
  lastMetAt: MaybeInstant;
  nextAt: MaybeInstant;
  nextHasAgenda: boolean | null;
  isMoreToCome: boolean | null;
  menteeMoves: number | null;
  mentorMoves: number | null;
  skipped: number | null;
}

/** Two statements, however many pairings there are. */
export function pairingFactsStore({ trx }: Scope): PairingFactsStore {
  return {
    async ofProgramme(programmeId, lately, ids) {
      const some = ids === undefined ? sql`` : sql`and p.id = ${anyOf(ids)}`;
      const wanted = sql`
        select p.* from pairing p where p.programme_id = ${programmeId} and p.state <> 'proposed' ${some}`;
      const found = sql<Row>`
        with wanted as materialized (${wanted}),
        held as (
          select m.pairing_id,
            max(m.ends_at) filter (where m.state = 'held') as last_met_at,
            min(m.starts_at) filter (where m.state = 'planned') as next_at,
            (array_agg(m.agenda_published_at is not null order by m.starts_at)
              filter (where m.state = 'planned'))[1] as next_has_agenda,
            bool_or(m.state in ('planned', 'open')) as is_more_to_come
          from meeting m join wanted w on w.tenant_id = m.tenant_id and w.id = m.pairing_id group by m.pairing_id
        ),
        moves as (
          select m.pairing_id,
            count(*) filter (where c.changed_by = 'mentee')::int as mentee_moves,
            count(*) filter (where c.changed_by = 'mentor')::int as mentor_moves
          from meeting_change c
          join meeting m on m.tenant_id = c.tenant_id and m.id = c.meeting_id
          join wanted w on w.tenant_id = m.tenant_id and w.id = m.pairing_id
          where c.kind in ('moved', 'cancelled') and c.at >= ${lately.from.toString()}
          group by m.pairing_id
        ),
        skipped as (
          select m.pairing_id, count(*)::int as skipped
          from check_in k
          join meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting_id
          join wanted w on w.tenant_id = m.tenant_id and w.id = m.pairing_id
          where k.answers is null and m.state = 'held'
            and m.ends_at between ${lately.from.toString()} and ${lately.answeredBy.toString()}
            and exists (
              select from notice n where n.tenant_id = k.tenant_id and n.about = k.id
                and n.subject ->> 'kind' = 'check-in' and n.activity_ids <> '[]'
            )
          group by m.pairing_id
        )
        select w.id, w.mentee_id, w.mentor_id, w.state, w.fit, w.mentee_accepted_at, w.mentee_signed_at,
          w.mentor_accepted_at, w.mentor_signed_at,
          n.send_after as offered_at,
          s.state as series_state, s.cadence, s.resumed_at, s.problem,
          held.last_met_at, held.next_at, held.next_has_agenda, held.is_more_to_come,
          moves.mentee_moves, moves.mentor_moves, skipped.skipped
        from wanted w
        left join series s on s.tenant_id = w.tenant_id and s.pairing_id = w.id
        left join notice n on n.tenant_id = w.tenant_id and n.person_id = w.mentee_id and n.key = 'offer ' || w.id
        left join held on held.pairing_id = w.id
        left join moves on moves.pairing_id = w.id
        left join skipped on skipped.pairing_id = w.id`;
      const people = sql<PersonRow>`
        with wanted as (${wanted})
        select p.id, p.display_name, p.job_title, p.user_principal_name, p.department, p.entra_object_id, p.mailbox,
          c.reach, c.tried_at, c.refused
        from person p left join conversation c on c.tenant_id = p.tenant_id and c.entra_object_id = p.entra_object_id
        where p.id in (select mentee_id from wanted union select mentor_id from wanted)`;
      const { rows } = await found.execute(trx);
      const byId = new Map((await people.execute(trx)).rows.map((one) => [one.id, one]));
      const person = (id: string, moves: number | null): PersonFacts => {
        const row = byId.get(id);
        if (!row) throw new Error('a pairing is of somebody who is not there');
        const { displayName, jobTitle, userPrincipalName, department, reach, triedAt, refused } = row;
        const seen = reachOf(row, reach && { reach, triedAt, refused });
        return { id, displayName, jobTitle, userPrincipalName, department, reach: seen, moves: moves ?? 0 };
      };
      return rows.map((row): PairingFacts => ({
        id: row.id,
        state: row.state,
        fit: row.fit,
        people: { mentee: person(row.menteeId, row.menteeMoves), mentor: person(row.mentorId, row.mentorMoves) },
        answers: {
          mentee: { acceptedAt: row.menteeAcceptedAt, signedAt: row.menteeSignedAt },
          mentor: { acceptedAt: row.mentorAcceptedAt, signedAt: row.mentorSignedAt },
        },
        offeredAt: row.offeredAt,
        series:
          row.seriesState && row.cadence
            ? { state: row.seriesState, cadence: row.cadence, resumedAt: row.resumedAt, problem: row.problem }
            : null,
        lastMetAt: row.lastMetAt,
        nextAt: row.nextAt,
        nextHasAgenda: row.nextHasAgenda,
        isMoreToCome: row.isMoreToCome ?? true,
        skippedCheckIns: row.skipped ?? 0,
      }));
    },
  };
}
