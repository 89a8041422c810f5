import { longestHelpWords } from '../../../mentoring/help/help-request.ts';
import type { HelpMessage } from '../../../mentoring/help/messages.ts';
import type { Partner } from '../../../mentoring/pairing/partner.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, choice, line, quiet, safe, safeText, title, type Element } from './elements.ts';

type Of<K extends HelpMessage['kind']> = Extract<HelpMessage, { kind: K }>;

/** Most buttons of a card. */
const mostActions = 5;

const named = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

/** That nobody else hears of it, the other side of the pairing least of all. */
const promise = (partner: Partner | null, { t }: Texts) =>
  partner === null ? t('getHelp.private') : t('getHelp.privateFrom', { name: safe(partner.displayName) });

/** Whom would you like to ask? Nothing is asked of a contact whom the chat does not reach. */
function helpChoice(message: Of<'help-choice'>, texts: Texts): Element {
  const { t } = texts;
  const { pairingId, partner, lead, contact, contactAddress, exit } = message;
  const ask = (to: 'lead' | 'contact', text: string) => action('help.ask', text, { pairingId: pairingId ?? '', to });
  const isContactHere = contact !== null && contactAddress === null;
  return card(
    [
      title(t('helpWanted.title')),
      ...(lead || isContactHere ? [line(promise(partner, texts))] : []),
      ...(contact === null ? [] : [line(contactLine(contact, contactAddress, texts))]),
      ...(lead || contact !== null ? [] : [line(t('getHelp.nobody'))]),
      ...(lead || isContactHere
        ? [
            choice('wants', t('helpWanted.wants'), t('helpWanted.choices', { returnObjects: true }), 'talk'),
            {
              type: 'Input.Text',
              id: 'words',
              label: t('helpWanted.words'),
              isMultiline: true,
              maxLength: longestHelpWords,
            },
          ]
        : []),
      ...(exit === null ? [] : [quiet(t('getHelp.noReason'))]),
    ],
    [
      ...(lead ? [ask('lead', t('helpWanted.ask.lead'))] : []),
      ...(isContactHere ? [ask('contact', t('helpWanted.ask.contact'))] : []),
      ...(exit === null || pairingId === null ? [] : [exits[exit](pairingId, texts)]),
    ],
  );
}

const exits = {
  end: (pairingId: string, { t }: Texts) =>
    action('meetings.look', t('getHelp.end'), { pairingId, wish: 'end', until: '' }),
  decline: (pairingId: string, { t }: Texts) => action('pairing.decline', t('getHelp.decline'), { pairingId }),
};

const contactLine = (contact: Partner, address: string | null, { t }: Texts): string =>
  address === null
    ? t('getHelp.contact', { name: named(contact) })
    : t('getHelp.contactElsewhere', { name: named(contact), address: safe(address) });

/** Asks somebody with several pairings which one it is about. Names stand in lines alone: a button shows marks as they are. */
function helpWhich({ pairings }: Of<'help-which'>, { t }: Texts): Element {
  const shown = pairings.slice(0, mostActions - 1);
  return card(
    [
      title(t('getHelp.which')),
      ...shown.map(({ partner }, index) =>
        line(t('whichPairing.one', { number: index + 1, name: safe(partner.displayName) })),
      ),
    ],
    [
      ...shown.map(({ pairingId }, index) =>
        action('help.look', t('whichPairing.button', { number: index + 1 }), { pairingId }),
      ),
      action('help.look', t('getHelp.somethingElse'), { pairingId: '' }),
    ],
  );
}

function passedOn({ contact, partner }: Of<'help-passed-on'>, texts: Texts): Element {
  const { t } = texts;
  const whom = contact === null ? t('getHelp.passedOn.lead') : t('getHelp.passedOn.contact', { name: named(contact) });
  return card([line(whom), quiet(promise(partner, texts))]);
}

/** The chat does not reach them: how they can be reached all the same. */
const contactAway = ({ pairingId, contact, address, lead }: Of<'help-contact-away'>, { t }: Texts): Element =>
  card(
    [line(t('getHelp.contactAway', { name: named(contact), address: safe(address) }))],
    lead ? [action('help.look', t('helpWanted.ask.lead'), { pairingId: pairingId ?? '' })] : [],
  );

/** What somebody asks, to whom they asked. */
function helpRequest(message: Of<'help-request'>, { t }: Texts): Element {
  const { helpId, asker, partner, programme, wants, words, state } = message;
  return card(
    [
      title(t('getHelp.asks', { name: safe(asker.displayName) })),
      line(
        partner === null
          ? t('getHelp.about.programme', { programme: safe(programme) })
          : t('getHelp.about.pairing', { name: safe(partner.displayName), programme: safe(programme) }),
      ),
      line(t(`getHelp.wants.${wants}`)),
      ...(words === null ? [] : [line(t('getHelp.words', { words: safeText(words, longestHelpWords) }))]),
      quiet(t(state === 'open' ? 'getHelp.onlyYou' : `getHelp.state.${state}`)),
      ...(state === 'done' ? [] : [quiet(t('stop'))]),
    ],
    state === 'done'
      ? []
      : [
          ...(state === 'open' ? [action('help.seen', t('helpWanted.seen'), { helpId })] : []),
          action('help.done', t('helpWanted.done'), { helpId }),
        ],
  );
}

export const helpCards: Drawings<HelpMessage> = {
  'help-choice': helpChoice,
  'help-which': helpWhich,
  'help-passed-on': passedOn,
  'help-contact-away': contactAway,
  'help-request': helpRequest,
};
