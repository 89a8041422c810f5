import { z } from 'zod';

/** A place in a list as text that says nothing to whoever carries it. */
export const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that a cursor stands for; null where it is none that was given out. */
export function placeAt<Place extends z.ZodType>(shape: Place, cursor: string): z.output<Place> | null {
  if (!/^[\w-]+$/.test(cursor)) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
