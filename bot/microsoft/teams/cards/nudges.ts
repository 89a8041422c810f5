import type { NudgeMessage } from '../../../mentoring/nudge/messages.ts';
import type { Texts } from '../texts.ts';
import { checkInCards } from './check-in.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

type Of<K extends NudgeMessage['kind']> = Extract<NudgeMessage, { kind: K }>;

/** The questions of a check-in under a word that says why they come again. */
function checkInAgain({ checkIn }: Of<'check-in-again'>, texts: Texts): Element {
  const asked = checkInCards['check-in'](checkIn, texts);
  const body = Array.isArray(asked['body']) ? (asked['body'] as readonly Element[]) : [];
  return { ...asked, body: [line(texts.t('nudges.again')), ...body] };
}

function stalled({ pairingId, occasion, partner }: Of<'stalled'>, { t }: Texts): Element {
  const look = (wish: string, text: string) => action('meetings.look', text, { pairingId, wish, until: '' });
  return card(
    [title(t('nudges.stalledTitle', { name: safe(partner.displayName) })), line(t('nudges.stalled')), quiet(t('stop'))],
    [
      look('move', t('nudges.findTime')),
      look('pause', t('buttons.pause')),
      action('stalled.fine', t('nudges.fine'), { pairingId, occasion }),
    ],
  );
}

const leadAlert = ({ mentee, mentor, programme, times }: Of<'lead-alert'>, { t }: Texts): Element =>
  card([
    title(t('nudges.movedTitle', { name: safe(mentee.displayName) })),
    line(
      t('nudges.moved', {
        count: times,
        mentee: safe(mentee.displayName),
        mentor: safe(mentor.displayName),
        programme: safe(programme),
      }),
    ),
    quiet(t('nudges.notTold', { name: safe(mentor.displayName) })),
    quiet(t('stop')),
  ]);

export const nudgeCards: Drawings<NudgeMessage> = {
  'check-in-again': checkInAgain,
  stalled,
  'stalled-settled': ({ partner }, { t }) => card([line(t('nudges.settled', { name: safe(partner.displayName) }))]),
  'lead-alert': leadAlert,
};
