import type { MeetingsWish } from '../meeting/messages.ts';

/**
 * What else than meetings somebody can want of the bot: to take part, to see their pairing, the agenda or who sees what, to
 * hear nothing more (`stop`) or to hear from it again (`start`), to be helped by a person (`get-help`) or with the bot itself.
 */
export type OtherWishKind =
  'sign-up' | 'my-pairing' | 'agenda' | 'stop' | 'start' | 'who-sees-what' | 'get-help' | 'help' | 'greeting';

/** What somebody who writes to the bot wants of it. */
export type Wish = MeetingsWish | { readonly kind: OtherWishKind };
