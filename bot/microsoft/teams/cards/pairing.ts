import type { PairingMessage } from '../../../mentoring/pairing/messages.ts';
import type { Partner } from '../../../mentoring/pairing/partner.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends PairingMessage['kind']> = Extract<PairingMessage, { kind: K }>;

const nameOf = ({ partner }: { readonly partner: Partner }) => safe(partner.displayName);

const described = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

/** Asks one side whether they say yes to a pairing. */
function offer(message: Of<'offer'>, { t }: Texts): Element {
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
function agreement({ partner, pairingId }: Of<'agreement'>, { t }: Texts): Element {
  return card(
    [
      title(t('agreement.title', { name: safe(partner.displayName) })),
      ...t('agreement.lines', { returnObjects: true }).map((sentence, index) => line(`${index + 1}. ${sentence}`)),
      quiet(t('stop')),
    ],
    [action('agreement.sign', t('agreement.sign'), { pairingId }, 'positive')],
  );
}

export const pairingCards: Drawings<PairingMessage> = {
  offer,
  accepted: (message, { t }) => card([line(t(`accepted.${message.waitingFor}`, { name: nameOf(message) }))]),
  declined: (_, { t }) => card([line(t('declined'))]),
  'not-paired': (message, { t }) => card([line(t('notPaired', { name: nameOf(message) }))]),
  agreement,
  signed: (message, { t }) => card([line(t(message.both ? 'signedBoth' : 'signed', { name: nameOf(message) }))]),
};
