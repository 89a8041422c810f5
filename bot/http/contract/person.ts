import { z } from 'zod';
import { id } from './values.ts';

export const Role = z.enum(['mentor', 'mentee']);

export const PersonSummary = z.object({
  id,
  userPrincipalName: z.string(),
  displayName: z.string(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  officeLocation: z.string().nullable(),
  timeZone: z.string().nullable(),
});

/** Why the chat does not reach somebody. */
export const Unreached = z.enum([
  'never-installed',
  'not-allowed',
  'removed',
  'blocked',
  'disabled',
  'lost',
  'left',
  'unknown',
]);
export const Reach = z.enum(['reached', ...Unreached.options]);
/** Whether somebody knows that they take part; `on-its-way`: the bot tells them within their working hours. */
export const Told = z.enum(['told', 'on-its-way', 'untold']);

export type PersonSummary = z.infer<typeof PersonSummary>;
export type Unreached = z.infer<typeof Unreached>;
