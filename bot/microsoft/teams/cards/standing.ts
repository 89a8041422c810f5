import type { StandingMessage, Word } from '../../../mentoring/chat/messages.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, quiet, safe, title, type Element } from './elements.ts';

/** Buttons that stand for words. */
export const wordButtons = (words: readonly Word[], { t }: Texts): readonly Element[] =>
  words.map((word) => action('word.say', t(`standing.words.${word}`), { word }));

/** What this is, who sees what, and how to stop it. */
const aboutUs = ({ t }: Texts): readonly Element[] => [line(t('whatThisIs')), line(t('whoSeesWhat'))];

export const standingCards: Drawings<StandingMessage> = {
  greeting({ name, pairings, words }, texts) {
    const { t } = texts;
    return card(
      [
        title(t('greeting', { name: safe(name) })),
        ...aboutUs(texts),
        line(t(pairings === 0 ? 'noPairing' : 'pairingInTab')),
        quiet(t('stop')),
      ],
      wordButtons(words, texts),
    );
  },
  help: ({ words }, texts) =>
    card([line(texts.t('help')), line(texts.t('helpTab')), quiet(texts.t('stop'))], wordButtons(words, texts)),
  'not-enrolled'({ name, isOpen }, texts) {
    const { t } = texts;
    return card(
      [
        title(name === null ? t('greetingUnnamed') : t('greeting', { name: safe(name) })),
        ...aboutUs(texts),
        line(t(isOpen ? 'standing.open' : 'notEnrolled')),
        quiet(t('stop')),
      ],
      wordButtons(isOpen ? ['sign-up', 'how-it-works', 'not-now'] : ['how-it-works', 'who-sees-what'], texts),
    );
  },
  'how-it-works'({ words }, texts) {
    const { t } = texts;
    const steps = t('standing.howItWorks.lines', { returnObjects: true });
    return card(
      [title(t('standing.howItWorks.title')), ...steps.map((step, index) => line(`${index + 1}. ${step}`))],
      wordButtons(words, texts),
    );
  },
  'who-sees-what'({ words }, texts) {
    const { t } = texts;
    const rules = t('standing.whoSees.lines', { returnObjects: true });
    return card([title(t('standing.whoSees.title')), ...rules.map((rule) => line(rule))], wordButtons(words, texts));
  },
  'not-now': (_, texts) => card([line(texts.t('standing.notNow'))], wordButtons(['sign-up'], texts)),
  leave: (_, texts) => card([line(texts.t('standing.leave'))], wordButtons(['my-pairing', 'stop'], texts)),
  quiet: (_, texts) => card([line(texts.t('standing.quiet'))], wordButtons(['start'], texts)),
  'heard-again': (_, { t }) => card([line(t('standing.heardAgain')), quiet(t('stop'))]),
  erased: (_, { t }) => card([line(t('standing.erased'))]),
};
