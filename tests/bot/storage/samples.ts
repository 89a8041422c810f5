import { Temporal } from 'temporal-polyfill';
import { v7 as newId } from 'uuid';
import type { Participant, Person } from '../../../bot/mentoring/people/person.ts';
import type { Pairing } from '../../../bot/mentoring/pairing/pairing.ts';
import {
  defaultBooking,
  defaultRules,
  defaultWeights,
  type Programme,
} from '../../../bot/mentoring/programme/programme.ts';

/** A person with nothing special about them, changed by `more`. */
export function person(more: Partial<Person> = {}): Person {
  const id = newId();
  return {
    id,
    userPrincipalName: `${id}@contoso.example`,
    entraObjectId: null,
    displayName: 'Robin Example',
    jobTitle: null,
    grade: null,
    seniority: null,
    department: null,
    profession: null,
    officeLocation: null,
    timeZone: null,
    languages: [],
    managerId: null,
    mailbox: { state: 'unread' },
    ownHours: null,
    ...more,
  };
}

/** A programme of six meetings in three months, changed by `more`. */
export function programme(more: Partial<Programme> = {}): Programme {
  return {
    id: newId(),
    name: 'Spring',
    startsOn: Temporal.PlainDate.from('2027-01-04'),
    endsOn: Temporal.PlainDate.from('2027-03-31'),
    cadence: 'every-two-weeks',
    meetings: 6,
    lengthMinutes: 45,
    topics: [{ key: 'data-literacy', label: 'Data literacy', sensitive: false }],
    rules: defaultRules,
    weights: defaultWeights,
    objective: 'total',
    gradeLadder: ['AO', 'EO'],
    booking: defaultBooking,
    openToSignUp: true,
    neutralContact: null,
    ledBy: null,
    closedAt: null,
    keptMonths: 12,
    forgottenAt: null,
    version: 1,
    ...more,
  };
}

/** Somebody enrolled who has said nothing, changed by `more`. */
export function participant(
  more: Pick<Participant, 'programmeId' | 'personId' | 'role'> & Partial<Participant>,
): Participant {
  return {
    id: newId(),
    topics: [],
    capacity: 1,
    preferences: { office: null, profession: null },
    wishes: [],
    exclusions: [],
    pausedUntil: null,
    isTold: true,
    ...more,
  };
}

/** A proposed pairing of two people, changed by `more`. */
export function pairing(more: Pick<Pairing, 'programmeId' | 'menteeId' | 'mentorId'> & Partial<Pairing>): Pairing {
  return {
    id: newId(),
    state: 'proposed',
    fit: 500,
    parts: { topics: 300, department: 0, location: 0, seniority: 130, hours: 50, experience: 0, preferences: 20 },
    reasons: [{ kind: 'seniority-gap', levels: 3 }],
    mentee: { acceptedAt: null, signedAt: null },
    mentor: { acceptedAt: null, signedAt: null },
    ...more,
  };
}
