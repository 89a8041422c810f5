import { z } from 'zod';

export const id = z.uuid();
export const instant = z.iso.datetime();
/** A day that the database can hold: there is no year 0. */
export const date = z.iso.date().refine((day) => !day.startsWith('0000'), { error: 'is no day of the calendar' });
/** What the database can hold: whole characters, none of them NUL. */
export const text = (limit: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'holds characters that are no text' });
export const version = z.int32().max(2_147_483_646);

/** A name of a mailbox, as a file of people has them. */
export const address = text(256)
  .toLowerCase()
  .regex(/^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]+$/, {
    error: 'must be an address like name@company.com',
  });
