import { commitmentLimit } from '../../../mentoring/commitment/commitment.ts';
import type { SummaryMessage } from '../../../mentoring/summary/messages.ts';
import { correctionLimit, summaryLimit } from '../../../mentoring/summary/summary.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choice, line, quiet, safe, safeText, title, write, type Element } from './elements.ts';

type Of<K extends SummaryMessage['kind']> = Extract<SummaryMessage, { kind: K }>;

const nameOf = ({ partner }: { readonly partner: { readonly displayName: string } }) => safe(partner.displayName);
const heard = (text: string, { t }: Texts) => line(t('summary.heard', { text: safeText(text, summaryLimit) }));
const promised = (text: string | null, { t }: Texts) =>
  text === null ? [] : [line(t('summary.commitment', { text: safeText(text, commitmentLimit) }))];
/** The same to the mentor, to whom "I" would be themselves. */
const theyHeard = (text: string, name: string, { t }: Texts) =>
  line(t('summary.theyHeard', { name, text: safeText(text, summaryLimit) }));
const theyPromised = (text: string | null, name: string, { t }: Texts) =>
  text === null ? [] : [line(t('summary.theyWillDo', { name, text: safeText(text, commitmentLimit) }))];
/** How the mentor would put it, where they said so. */
const corrected = (text: string | null, name: string, { t }: Texts) =>
  text === null ? [] : [line(t('summary.correction', { name, text: safeText(text, correctionLimit) }))];

/** Asks the mentee what they heard. */
function question(message: Of<'summary-question'>, texts: Texts): Element {
  const { t, when } = texts;
  const { meetingId, version, before } = message;
  const name = nameOf(message);
  return card(
    [
      title(t('summary.title', { name })),
      quiet(t(before ? 'summary.again' : 'summary.ask', { name, start: when(message.meetingStart) })),
      ...corrected(before?.correction ?? null, name, texts),
      write('text', t('summary.text'), summaryLimit, before?.text, t('summary.needed')),
      write('commitment', t('summary.willDo'), commitmentLimit, before?.commitment),
      quiet(t('summary.youTwo', { name })),
      quiet(t('stop')),
    ],
    [action('summary.write', t('summary.send'), { meetingId, version: String(version) }, 'positive')],
  );
}

/** What the mentee wrote, and what became of it. */
function written(message: Of<'summary-written'>, texts: Texts): Element {
  const { text, commitment, state, correction } = message;
  const name = nameOf(message);
  return card([
    line(texts.t(`summary.state.${state}`, { name })),
    heard(text, texts),
    ...promised(commitment, texts),
    ...corrected(correction, name, texts),
  ]);
}

/** Asks the mentor whether it is so. */
function toConfirm(message: Of<'summary-to-confirm'>, texts: Texts): Element {
  const { t } = texts;
  const { meetingId, version, text, commitment } = message;
  const name = nameOf(message);
  const verdicts = t('summary.verdicts', { returnObjects: true });
  return card(
    [
      title(t('summary.confirmTitle', { name })),
      theyHeard(text, name, texts),
      choice('verdict', t('summary.isItSo'), verdicts, undefined, { needed: t('summary.choose') }),
      ...theyPromised(commitment, name, texts),
      ...(commitment === null
        ? []
        : [
            choice('commitmentVerdict', t('summary.isCommitmentSo'), verdicts, undefined, {
              needed: t('summary.choose'),
            }),
          ]),
      write('correction', t('summary.correct'), correctionLimit),
      quiet(t('summary.theySee', { name })),
      quiet(t('stop')),
    ],
    [action('summary.judge', t('summary.send'), { meetingId, version: String(version) }, 'positive')],
  );
}

/** What the mentor said of it. */
function judged(message: Of<'summary-judged'>, texts: Texts): Element {
  const { t } = texts;
  const { text, commitment, verdict, commitmentVerdict, correction } = message;
  const name = nameOf(message);
  const isAllYes = verdict === 'yes' && (commitmentVerdict ?? 'yes') === 'yes';
  return card([
    line(t(isAllYes ? 'summary.confirmed' : 'summary.toMend', { name })),
    theyHeard(text, name, texts),
    line(t(`summary.verdicts.${verdict}`)),
    ...theyPromised(commitment, name, texts),
    ...(commitmentVerdict === null ? [] : [line(t(`summary.verdicts.${commitmentVerdict}`))]),
    ...(correction === null ? [] : [line(t('summary.myCorrection', { text: safeText(correction, correctionLimit) }))]),
  ]);
}

export const summaryCards: Drawings<SummaryMessage> = {
  'summary-question': question,
  'summary-written': written,
  'summary-to-confirm': toConfirm,
  'summary-judged': judged,
};
