import { z } from 'zod';

/** What the buttons of a card send, by verb; each reads what was tapped as what is meant by it. */
export type Taps<Action> = Readonly<Record<string, z.ZodType<Action>>>;

/** What somebody wrote, of so many characters at most; what the database can hold. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed() && !value.includes('\0'));

/** A tap left out comes as an empty text. */
export const optional = <T extends z.ZodType>(of: T) =>
  z
    .literal('')
    .transform(() => null)
    .or(of)
    .nullish()
    .transform((value) => value ?? null);
