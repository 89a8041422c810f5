import type { BotMessage } from '../../../mentoring/chat/chat.ts';
import type { Texts } from '../texts.ts';
import { agendaCards } from './agenda.ts';
import { checkInCards } from './check-in.ts';
import { closingCards } from './closing.ts';
import { commitmentCards } from './commitments.ts';
import type { Drawings } from './drawing.ts';
import { card, line, type Element } from './elements.ts';
import { helpCards } from './help.ts';
import { meetingCards } from './meetings.ts';
import { nudgeCards } from './nudges.ts';
import { pairingCards } from './pairing.ts';
import { signUpCards } from './sign-up.ts';
import { standingCards } from './standing.ts';
import { summaryCards } from './summary.ts';

/** The card of a message, in the language of these texts. */
export const cardOf = (message: BotMessage, texts: Texts): Element => {
  // TypeScript does not see that a kind's own drawing is picked.
  const draw = cards[message.kind] as (message: BotMessage, texts: Texts) => Element;
  return spoken(draw(message, texts), texts);
};

/** Something failed; `reference` is what its trace is found by in the log. */
export const troubleCard = (reference: string, texts: Texts): Element =>
  spoken(card([line(texts.t('trouble', { reference }))]), texts);

/** A tap that says nothing we know. */
export const notUnderstoodCard = (texts: Texts): Element => spoken(card([line(texts.t('notUnderstood'))]), texts);

/** Says from which side a card is read. */
const spoken = (shown: Element, { direction }: Texts): Element =>
  direction === 'rtl' ? { ...shown, rtl: true } : shown;

const cards: Drawings<BotMessage> = {
  ...pairingCards,
  ...meetingCards,
  ...checkInCards,
  ...agendaCards,
  ...signUpCards,
  ...standingCards,
  ...summaryCards,
  ...commitmentCards,
  ...helpCards,
  ...nudgeCards,
  ...closingCards,
  'no-longer-open': ({ reason }, { t }) => card([line(t(`noLongerOpen.${reason}`))]),
};
