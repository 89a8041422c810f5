import type { Temporal } from 'temporal-polyfill';
import type * as contract from '../contract/contract.ts';
import type { Booking, Meeting, Series, SlotOption } from '../../mentoring/meeting/meeting.ts';
import { isOutOfTurn } from '../../mentoring/meeting/repeats.ts';
import type { PairingOverview, ProgrammeOverview } from '../../mentoring/pairing/lead-view.ts';
import { askedOf } from '../../mentoring/pairing/answer-pairing.ts';
import type { Pairing } from '../../mentoring/pairing/pairing.ts';
import type { MyMeeting, MyPairing } from '../../mentoring/pairing/my-view.ts';
import { reasonsTold } from '../../mentoring/pairing/reasons.ts';
import { waitingFor } from '../../mentoring/pairing/waiting-for.ts';
import { zoneOf, type Person } from '../../mentoring/people/person.ts';
import type { Topic } from '../../mentoring/programme/programme.ts';
import { showTopics } from '../../mentoring/programme/topics.ts';

export const instant = (value: Temporal.Instant) => value.toString({ smallestUnit: 'second' });
export const maybe = (value: Temporal.Instant | null) => (value ? instant(value) : null);

export function personSummary(person: Person): contract.PersonSummary {
  const { id, userPrincipalName, displayName, jobTitle, department, officeLocation } = person;
  return { id, userPrincipalName, displayName, jobTitle, department, officeLocation, timeZone: zoneOf(person) };
}

/** Reasons that are told, with the programme's names of topics. */
export function reasonsFor(
  pairing: Pick<Pairing, 'reasons' | 'parts'>,
  topics: readonly Topic[],
  reader: 'their-own' | 'others',
): contract.Reason[] {
  return reasonsTold(pairing, reader).map((reason) => {
    if (reason.kind !== 'shared-topics') return reason;
    const { labels, hidden } = showTopics(topics, reason.topics, reader);
    return { kind: reason.kind, topics: [...labels], privateTopics: hidden };
  });
}

export function timesOption({ slot, meetings }: SlotOption): contract.TimesOption {
  return {
    start: slot.start.toString({ smallestUnit: 'second' }),
    repeats: slot.repeats,
    lengthMinutes: slot.lengthMinutes,
    meetings: meetings.map(({ start, end, state }) => ({ startsAt: instant(start), endsAt: instant(end), state })),
  };
}

function series(value: Series | null, bookings: readonly Booking[]): contract.SeriesSummary | null {
  const standing = bookings.findLast(({ meetingId, joinUrl, state }) => !meetingId && joinUrl && state !== 'removed');
  return (
    value && {
      state: value.state,
      start: value.slot?.start.toString({ smallestUnit: 'second' }) ?? null,
      repeats: value.slot?.repeats ?? null,
      cadence: value.cadence,
      lengthMinutes: value.lengthMinutes,
      joinUrl: standing?.joinUrl ?? null,
      problem: value.problem,
      changeProblem: value.changeProblem,
      options: value.options.map(timesOption),
      decideBy: maybe(value.decideBy),
      pausedUntil: value.pausedUntil?.toString() ?? null,
    }
  );
}

export function leadPairing(overview: PairingOverview, topics: readonly Topic[]): contract.LeadPairing {
  const { pairing, mentee, mentor, checkInsSent, checkInsAnswered } = overview;
  const { meetingsHeld, meetingsPlanned, meetingsWithoutAgenda } = overview;
  const waiting = waitingFor(pairing);
  return {
    id: pairing.id,
    mentee: personSummary(mentee),
    mentor: personSummary(mentor),
    fit: pairing.fit,
    reasons: reasonsFor(pairing, topics, 'others'),
    state: pairing.state,
    waitingFor: waiting === 'mentee-answer' || waiting === 'mentor-answer' ? 'answers' : waiting,
    series: series(overview.series, overview.bookings),
    meetingsHeld,
    meetingsPlanned,
    meetingsWithoutAgenda,
    nextMeetingAt: maybe(overview.nextMeetingAt),
    checkInsSent,
    checkInsAnswered,
    changes: overview.changes,
    reach: overview.reach,
  };
}

export function pairings(overview: ProgrammeOverview): contract.Pairings {
  return {
    totalFit: overview.pairings.reduce((sum, one) => sum + one.pairing.fit, 0),
    pairings: overview.pairings.map((one) => leadPairing(one, overview.programme.topics)),
  };
}

/** What is being done with a meeting now. */
function pendingOf(value: Meeting, bookings: readonly Booking[]): contract.Meeting['pending'] {
  if (value.order) return value.order.kind;
  return bookings.some(({ meetingId, state }) => meetingId === value.id && state === 'making') ? 'new-time' : null;
}

export function meeting(
  { meeting: value, agenda, openQuestions, checkIn, wasHeld, whoTalked, theirWords, summary }: MyMeeting,
  bookings: readonly Booking[],
  personId: string,
): contract.Meeting {
  const { response } = value;
  const booking = bookings.find(({ id }) => id === value.bookingId);
  return {
    id: value.id,
    number: value.number,
    startsAt: instant(value.startsAt),
    endsAt: instant(value.endsAt),
    state: value.state,
    wasHeld,
    isMoved: booking !== undefined && isOutOfTurn(value, booking),
    joinUrl: booking?.joinUrl ?? null,
    response: response && { response: response.response, by: response.by, at: instant(response.at) },
    pending: pendingOf(value, bookings),
    problem: value.orderProblem,
    options: value.options.map(instant),
    decideBy: maybe(value.decideBy),
    agenda: agenda.map(({ id, text, questions, version, state, reachedAt, carriedFrom, authorId }) => ({
      id,
      text,
      questions: [...questions],
      version,
      state,
      reachedAt: maybe(reachedAt),
      isCarriedOver: carriedFrom !== null,
      mine: authorId === personId,
    })),
    agendaPublishedAt: maybe(value.agendaPublishedAt),
    openQuestions: openQuestions.map(({ topic, group, numbers }) => ({
      topic: topic?.label ?? null,
      group,
      numbers: [...numbers],
    })),
    checkIn: checkIn && { id: checkIn.id, answered: checkIn.answers !== null },
    whoTalked,
    theirWords,
    summary: summary && {
      version: summary.version,
      text: summary.text,
      writtenAt: instant(summary.writtenAt),
      state: summary.state,
      verdict: summary.verdict,
      correction: summary.correction,
    },
  };
}

export function myPairing(mine: MyPairing, personId: string): contract.MyPairing {
  const { pairing, programme, side } = mine;
  return {
    id: pairing.id,
    programme: {
      id: programme.id,
      name: programme.name,
      startsOn: programme.startsOn.toString(),
      endsOn: programme.endsOn.toString(),
      cadence: programme.cadence,
      lengthMinutes: programme.lengthMinutes,
    },
    role: side,
    partner: personSummary(mine.partner),
    reasons: reasonsFor(pairing, programme.topics, 'their-own'),
    state: pairing.state,
    waitingFor: waitingFor(pairing),
    asked: askedOf(pairing, side),
    iSigned: pairing[side].signedAt !== null,
    signedAt: { mentee: maybe(pairing.mentee.signedAt), mentor: maybe(pairing.mentor.signedAt) },
    series: series(mine.series, mine.bookings),
    meetings: mine.meetings.map((one) => meeting(one, mine.bookings, personId)),
    commitments: mine.commitments.map(({ id, meetingId, text, state, verdict }) => ({
      id,
      meetingId,
      text,
      state,
      verdict,
    })),
  };
}
