import { z } from 'zod';
import { pairingOrders, type Place } from '../mentoring/pairing/find-pairings.ts';

const Cursor = z.object({
  order: z.enum(pairingOrders),
  key: z.union([z.string(), z.number()]),
  id: z.uuid(),
});

/** A place in a list of pairings as text that says nothing to whoever carries it. */
export const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a cursor stands for; null where it is none of ours. */
export function placeAt(cursor: string): Place | null {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
