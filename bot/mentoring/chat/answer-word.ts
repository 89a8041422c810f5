import { answerHelpWish } from '../help/look-for-help.ts';
import { lookAtMyPairing } from '../pairing/my-pairing.ts';
import { shownTo } from '../pairing/answer-pairing.ts';
import { isOpen } from '../pairing/pairing.ts';
import type { Ports, Stores } from '../ports.ts';
import { lookAtSignUp, maySignUp } from '../signup/sign-up.ts';
import type { BotMessage, Identity } from './chat.ts';
import { answerWish } from './look-at-meetings.ts';
import type { Word } from './messages.ts';

/** Buttons of a card. */
const mostWords = 5;

/** Answers what somebody asks for with a word, or with the button that stands for it. */
export async function answerWord(ports: Ports, who: Identity, word: Word): Promise<BotMessage> {
  switch (word) {
    case 'sign-up':
      return lookAtSignUp(ports, who, null);
    case 'not-now':
    case 'leave':
      return { kind: word };
    case 'how-it-works':
    case 'who-sees-what':
      return { kind: word, words: (await wordsFor(ports, who)).filter((one) => one !== word) };
    case 'my-pairing':
      return (await lookAtMyPairing(ports, who, null)) ?? notEnrolled(ports, who);
    case 'meetings':
      return answerWish(ports, who, { kind: 'meetings', until: null });
    case 'get-help':
      return (await answerHelpWish(ports, who)) ?? notEnrolled(ports, who);
    case 'stop':
      await mute(ports, who, true);
      return { kind: 'quiet' };
    case 'start':
      await mute(ports, who, false);
      return { kind: 'heard-again' };
  }
}

/** What somebody is told who is in no programme. */
export async function notEnrolled(ports: Ports, who: Identity): Promise<BotMessage> {
  return ports.inTenant(who.tenantId, async (stores) => {
    const me = await stores.people.byEntraObjectId(who.entraObjectId);
    return { kind: 'not-enrolled', name: me?.displayName ?? null, isOpen: await maySignUp(ports, stores, me) };
  });
}

/** What somebody can do now, what is likeliest first. */
export const wordsFor = (ports: Ports, who: Identity): Promise<readonly Word[]> =>
  ports.inTenant(who.tenantId, (stores) => findWords(ports, stores, who));

/** As `wordsFor`, within a transaction. */
export async function findWords(ports: Ports, stores: Stores, who: Identity): Promise<readonly Word[]> {
  const me = await stores.people.byEntraObjectId(who.entraObjectId);
  const isEnrolled = me !== null && (await stores.participants.ofPerson(me.id)).length > 0;
  const isPaired =
    me !== null &&
    (await stores.pairings.ofPerson(me.id)).some((pairing) => shownTo(me, pairing) !== null && isOpen(pairing));
  const conversation = await stores.conversations.ofPerson(who.entraObjectId);
  const isMuted = conversation !== null && conversation.mutedAt !== null;
  const canSignUp = !isEnrolled && (await maySignUp(ports, stores, me));
  const words: Word[] = [
    ...(isMuted ? (['start'] as const) : []),
    ...(isPaired ? (['my-pairing', 'meetings'] as const) : isEnrolled ? (['my-pairing'] as const) : []),
    ...(isEnrolled ? (['get-help'] as const) : []),
    ...(canSignUp ? (['sign-up'] as const) : []),
    'how-it-works',
    'who-sees-what',
  ];
  return words.slice(0, mostWords);
}

/** Has somebody hear nothing that they have not asked for, or hear from us again. */
async function mute(ports: Ports, who: Identity, isMuted: boolean): Promise<void> {
  await ports.inTenant(who.tenantId, async (stores) => {
    const known = await stores.conversations.ofPerson(who.entraObjectId);
    if (!known || (known.mutedAt !== null) === isMuted) return;
    await stores.conversations.save(who.entraObjectId, { ...known, mutedAt: isMuted ? ports.clock.now() : null });
  });
}
