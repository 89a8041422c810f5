import type { BotMessage, Partner } from '../../../mentoring/chat/chat.ts';
import type { Texts } from '../texts.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends BotMessage['kind']> = Extract<BotMessage, { kind: K }>;

const described = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

/** Asks one side whether they say yes to a pairing. */
export function offer(message: Of<'offer'>, { t }: Texts): Element {
  const { pairingId, role, partner, topics, programme } = message;
  return card(
    [
      title(t(`offerTitle.${role}`)),
      line(t(`offered.${role}`, { name: described(partner), programme: safe(programme) })),
      ...(topics.length > 0 ? [line(t('inCommon', { topics: topics.map(safe).join(' · ') }))] : []),
      line(t('youDecide')),
      quiet(t('stop')),
    ],
    [
      action('pairing.accept', t('offer.accept'), { pairingId }, 'positive'),
      action('pairing.decline', t('offer.decline'), { pairingId }),
    ],
  );
}

/** The six lines that both sign. */
export function agreement({ partner, pairingId }: Of<'agreement'>, { t }: Texts): Element {
  return card(
    [
      title(t('agreement.title', { name: safe(partner.displayName) })),
      ...t('agreement.lines', { returnObjects: true }).map((sentence, index) => line(`${index + 1}. ${sentence}`)),
      quiet(t('stop')),
    ],
    [action('agreement.sign', t('agreement.sign'), { pairingId }, 'positive')],
  );
}
