import { z } from 'zod';
import { id, instant, text } from './values.ts';

/** Whom somebody asks for help. */
export const Helper = z.enum(['lead', 'contact']);
/** `way-out`: they would like their pairing to end, and to talk first. */
export const HelpWish = z.enum(['talk', 'way-out']);
export const HelpState = z.enum(['open', 'seen', 'done']);
/** GET /api/my/pairings/:id/help: whom I can ask about it, and what I have asked. Nobody else sees it. */
export const HelpChoices = z.object({
  /** Whether whoever leads the programme can be asked. */
  lead: z.boolean(),
  /** Who has no part in the programme and can be asked; `isHere` when the chat reaches them. */
  contact: z
    .object({
      displayName: z.string(),
      jobTitle: z.string().nullable(),
      userPrincipalName: z.string(),
      isHere: z.boolean(),
    })
    .nullable(),
  asked: z.array(z.object({ id, to: Helper, wants: HelpWish, state: HelpState, askedAt: instant })),
});

/** POST /api/my/pairings/:id/help */
export const HelpInput = z.object({ to: Helper, wants: HelpWish, words: text(500).nullable() });

/** POST /api/programmes/:id/help/:helpId */
export const HelpSettled = z.object({ state: z.enum(['seen', 'done']) });

export type Helper = z.infer<typeof Helper>;
export type HelpChoices = z.infer<typeof HelpChoices>;
