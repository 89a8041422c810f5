import type { BotMessage, Partner } from '../../../mentoring/chat/chat.ts';
import { texts } from '../texts.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends BotMessage['kind']> = Extract<BotMessage, { kind: K }>;

const described = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

/** Asks one side whether they say yes to a pairing. */
export function offer(message: Of<'offer'>): Element {
  const { pairingId, role, partner, topics, programme } = message;
  return card(
    [
      title(texts.offerTitle[role]),
      line(`**${described(partner)}** ${texts.offer[role]} ${safe(programme)}.`),
      ...(topics.length > 0 ? [line(`${texts.inCommon}: ${topics.map(safe).join(' · ')}`)] : []),
      line(texts.youDecide),
      quiet(texts.stop),
    ],
    [
      action('pairing.accept', texts.accept, { pairingId }, 'positive'),
      action('pairing.decline', texts.decline, { pairingId }),
    ],
  );
}

/** The six lines that both sign. */
export function agreement({ partner, pairingId }: Of<'agreement'>): Element {
  return card(
    [
      title(texts.agreementTitle(safe(partner.displayName))),
      ...texts.agreement.map((sentence, index) => line(`${index + 1}. ${sentence}`)),
      quiet(texts.stop),
    ],
    [action('agreement.sign', texts.sign, { pairingId }, 'positive')],
  );
}
