import { z } from 'zod';
import { Role } from './person.ts';
import { Cadence, Topic } from './programme.ts';
import { id } from './values.ts';

/** A primary subtag, as `en`. */
const language = z.string().regex(/^[a-z]{2,3}$/, { error: 'must be a language such as en' });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time such as 09:00' });

/** When somebody works: the same hours on each working day, as in Outlook. */
export const WorkingHours = z.object({
  /** IANA name of the zone the hours are in. */
  timeZone: z.string().min(1).max(100),
  /** 1 = Monday … 7 = Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  start: time,
  /** After `start` on the same day. */
  end: time,
});

/** Somebody whom I may see the name of. */
export const Colleague = z.object({ id, displayName: z.string(), jobTitle: z.string().nullable() });

/** GET /api/my/profile: what concerns me in every programme. */
export const MyProfile = z.object({
  languages: z.array(z.string()),
  /** Languages to choose from. */
  languageChoices: z.array(z.string()),
  /** As I say myself; null while I leave it to Outlook. */
  ownHours: WorkingHours.nullable(),
  /** As Outlook tells; null while it does not. */
  outlookHours: WorkingHours.nullable(),
  /** Those of my wishes and exclusions whom I picked from a list. */
  people: z.array(Colleague),
});
/** PUT /api/my/profile: what is left out stays as it is. `ownHours` null: as Outlook tells again. */
export const ProfileChange = z.object({
  languages: z.array(language).min(1).max(20).optional(),
  ownHours: WorkingHours.nullable().optional(),
});

/** Fewest letters that people are looked for by. */
export const shortestSearch = 3;
/** GET /api/my/participations/:programmeId/people?search= */
export const ColleagueSearch = z.object({ search: z.string().trim().min(shortestSearch).max(100) });
/** The answer to it: a few, by name. */
export const Colleagues = z.object({ people: z.array(Colleague) });

/** A programme that I may sign up for. */
export const OpenProgramme = z.object({
  id,
  name: z.string(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  cadence: Cadence,
  meetings: z.int(),
  lengthMinutes: z.int(),
  topics: z.array(Topic),
});
/** GET /api/my/open-programmes */
export const OpenProgrammes = z.object({
  programmes: z.array(OpenProgramme),
  /** Mine, as far as they are known. */
  languages: z.array(z.string()),
  /** Languages to choose from. */
  languageChoices: z.array(z.string()),
});
/** POST /api/my/sign-ups → `Participations` */
export const SignUpInput = z.object({
  programmeId: id,
  role: Role,
  /** Keys, in the order in which they are wanted. */
  topics: z.array(z.string()).max(60),
  languages: z.array(language).min(1).max(20),
  capacity: z.int().min(1).max(5),
});

export type WorkingHours = z.infer<typeof WorkingHours>;
export type Colleague = z.infer<typeof Colleague>;
export type MyProfile = z.infer<typeof MyProfile>;
export type ProfileChange = z.infer<typeof ProfileChange>;
export type OpenProgramme = z.infer<typeof OpenProgramme>;
export type OpenProgrammes = z.infer<typeof OpenProgrammes>;
export type SignUpInput = z.infer<typeof SignUpInput>;
