import { commitmentLimit } from '../../../mentoring/commitment/commitment.ts';
import type { CommitmentMessage, ShownCommitment } from '../../../mentoring/commitment/messages.ts';
import { choiceOf } from '../actions/commitments.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choice, line, quiet, safe, safeText, title, type Element } from './elements.ts';

type Of<K extends CommitmentMessage['kind']> = Extract<CommitmentMessage, { kind: K }>;

const nameOf = ({ partner }: { readonly partner: { readonly displayName: string } }) => safe(partner.displayName);
const textOf = ({ text }: ShownCommitment) => safeText(text, commitmentLimit);

/** Each commitment with its choice; texts stand in lines alone, since a label shows marks as they are. */
const asked = (
  commitments: readonly ShownCommitment[],
  choices: Readonly<Record<string, string>>,
  value: string,
  { t }: Texts,
): readonly Element[] =>
  commitments.flatMap((one, index) => [
    line(t('commitments.one', { number: index + 1, text: textOf(one) })),
    choice(choiceOf(one.commitmentId), t('commitments.choice', { number: index + 1 }), choices, value),
  ]);

/** Asks the mentee how they stand. */
function question(message: Of<'commitments-question'>, texts: Texts): Element {
  const { t } = texts;
  const { meetingId, commitments } = message;
  return card(
    [
      title(t('commitments.title', { name: nameOf(message) })),
      ...asked(commitments, t('commitments.choices', { returnObjects: true }), 'still-on-it', texts),
      quiet(t('stop')),
    ],
    [action('commitments.answer', t('commitments.send'), { meetingId }, 'positive')],
  );
}

/** Asks the mentor whether something visibly changed. */
function toConfirm(message: Of<'commitments-to-confirm'>, texts: Texts): Element {
  const { t } = texts;
  const { meetingId, commitments } = message;
  return card(
    [
      title(t('commitments.confirmTitle')),
      line(t('commitments.confirm', { name: nameOf(message) })),
      ...asked(commitments, t('commitments.changes', { returnObjects: true }), 'not-yet', texts),
      quiet(t('commitments.notYetStaysHere', { name: nameOf(message) })),
      quiet(t('stop')),
    ],
    [action('commitments.answer', t('commitments.send'), { meetingId }, 'positive')],
  );
}

const answered = (message: Of<'commitments-answered'>, { t }: Texts): Element =>
  card([
    title(t('commitments.thanks')),
    ...message.commitments.map((one) =>
      line(t(`commitments.stands.${one.state}`, { text: textOf(one), name: nameOf(message) })),
    ),
  ]);

const confirmed = ({ commitments }: Of<'commitments-confirmed'>, { t }: Texts): Element =>
  card([
    title(t('commitments.thanks')),
    ...commitments.map((one) =>
      line(t(one.state === 'closed' ? 'commitments.sawChange' : 'commitments.sawNone', { text: textOf(one) })),
    ),
  ]);

export const commitmentCards: Drawings<CommitmentMessage> = {
  'commitments-question': question,
  'commitments-answered': answered,
  'commitments-to-confirm': toConfirm,
  'commitments-confirmed': confirmed,
};
