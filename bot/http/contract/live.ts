import { z } from 'zod';

/**
 * GET /api/live, as server-sent events named `news`: what has changed, so that the tab asks again for what it shows. Each
 * stream begins with `missed`, and ends now and then so that the next begins with a fresh token.
 */
export const LiveNews = z.discriminatedUnion('kind', [
  /** A pairing of mine. */
  z.object({ kind: z.literal('pairing'), id: z.uuid() }),
  /** A programme, for those who lead. */
  z.object({ kind: z.literal('programme'), id: z.uuid() }),
  /** The other one of a pairing is in an item of an agenda, or in none any more. */
  z.object({ kind: z.literal('presence'), meetingId: z.uuid(), itemId: z.uuid().nullable() }),
  /** Something may have changed unheard. */
  z.object({ kind: z.literal('missed') }),
]);
export type LiveNews = z.infer<typeof LiveNews>;
