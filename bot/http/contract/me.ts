import { z } from 'zod';
import { id, instant } from './values.ts';

export const ClientConfig = z.object({
  /** `sandbox`: no Teams around the page; tokens come from /sandbox/token. */
  host: z.enum(['teams', 'sandbox']),
  clientId: z.string(),
});

export const Me = z.object({
  displayName: z.string(),
  isLead: z.boolean(),
  /** Null when the directory's person is not known here yet. */
  personId: id.nullable(),
  timeZone: z.string().nullable(),
  now: instant,
});

export type ClientConfig = z.infer<typeof ClientConfig>;
export type Me = z.infer<typeof Me>;
