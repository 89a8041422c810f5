import type { MyPairingMessage, OfferReason, PairingMessage } from '../../../mentoring/pairing/messages.ts';
import type { Partner, Profile } from '../../../mentoring/pairing/partner.ts';
import type { Texts } from '../texts.ts';
import type { Drawings } from './drawing.ts';
import { action, card, line, mostActions, quiet, safe, title, type Element } from './elements.ts';
import { lookAt } from './meetings.ts';
import { wordButtons } from './standing.ts';

type Of<K extends (PairingMessage | MyPairingMessage)['kind']> = Extract<
  PairingMessage | MyPairingMessage,
  { kind: K }
>;

const nameOf = ({ partner }: { readonly partner: Partner }) => safe(partner.displayName);

const described = ({ displayName, jobTitle }: Partner) =>
  jobTitle === null ? safe(displayName) : `${safe(displayName)}, ${safe(jobTitle)}`;

/** Department and office, where they are known. */
function whereTheyWork({ department, officeLocation }: Profile, t: Texts['t']): readonly Element[] {
  const where = [department, officeLocation].flatMap((one) => (one === null ? [] : [safe(one)]));
  return where.length > 0 ? [quiet(t('whereTheyWork', { where: where.join(' · ') }))] : [];
}

/** Asks one side whether they say yes to a pairing. */
function offer(message: Of<'offer'>, { t }: Texts): Element {
  const { pairingId, role, partner, topics, programme, reasons } = message;
  return card(
    [
      title(t(`offerTitle.${role}`)),
      line(t(`offered.${role}`, { name: described(partner), programme: safe(programme) })),
      ...whereTheyWork(partner, t),
      ...(topics.length > 0 ? [line(t('inCommon', { topics: topics.map(safe).join(' · ') }))] : []),
      ...(reasons.length > 0
        ? [line(t('whyYouTwo', { reasons: reasons.map((reason) => reasonText(reason, t)).join(' · ') }))]
        : []),
      line(t('youDecide')),
      quiet(t('stop')),
    ],
    [
      action('pairing.accept', t('offer.accept'), { pairingId }, 'positive'),
      action('pairing.decline', t('offer.decline'), { pairingId }),
    ],
  );
}

function reasonText(reason: OfferReason, t: Texts['t']): string {
  switch (reason.kind) {
    case 'seniority-gap':
      return t('reasons.seniority-gap', { count: reason.levels });
    case 'shared-hours':
      return t('reasons.shared-hours', { hours: reason.hours });
    case 'has-mentored':
      return t('reasons.has-mentored', { count: reason.pairings });
    default:
      return t(`reasons.${reason.kind}`);
  }
}

/** The lines that both sign. */
function agreement(message: Of<'agreement'>, { t }: Texts): Element {
  const { pairingId, cadence, lengthMinutes: minutes, neutralContact } = message;
  const [mentee, mentor] = [safe(message.mentee.displayName), safe(message.mentor.displayName)];
  const lines = t('agreement.lines', {
    returnObjects: true,
    mentee,
    mentor,
    minutes,
    cadence: t(`agreement.cadences.${cadence}`),
  });
  const worry =
    neutralContact === null
      ? t('agreement.worry.lead')
      : t('agreement.worry.contact', { contact: safe(neutralContact) });
  return card(
    [
      title(t('agreement.title', { mentee, mentor })),
      ...[...lines, worry].map((sentence, index) => line(`${index + 1}. ${sentence}`)),
      quiet(t('stop')),
    ],
    [
      action('agreement.sign', t('agreement.sign'), { pairingId }, 'positive'),
      action('agreement.talk-first', t('agreement.talkFirst'), { pairingId }),
    ],
  );
}

/** How a pairing stands of which nothing is asked. */
function myPairing(message: Of<'my-pairing'>, texts: Texts): Element {
  const { t, when, day } = texts;
  const { pairingId, role, partner, topics, waitsFor, since, standing, next } = message;
  const name = safe(partner.displayName);
  return card(
    [
      title(t(`myPairing.title.${role}`, { name: described(partner) })),
      ...whereTheyWork(partner, t),
      ...(since === null ? [] : [line(t('myPairing.since', { day: day(since), programme: safe(message.programme) }))]),
      ...(topics.length > 0 ? [line(t('inCommon', { topics: topics.map(safe).join(' · ') }))] : []),
      ...(waitsFor === null ? howItMeets(message, texts) : [line(t(`myPairing.waits.${waitsFor}`, { name }))]),
      ...(next ? [line(t('myPairing.next', { number: next.number, start: when(next.start) }))] : []),
      ...(next ? [line(t(next.isAgendaSet ? 'myPairing.agendaSet' : 'myPairing.agendaNotSet'))] : []),
    ],
    [
      ...(standing === null ? [] : [lookAt(pairingId, 'meetings', t('standing.words.meetings'))]),
      ...wordButtons(['who-sees-what'], texts),
    ],
  );
}

function howItMeets({ standing, next }: Of<'my-pairing'>, { t }: Texts): readonly Element[] {
  if (standing === null) return [line(t('myPairing.noMeeting'))];
  if (standing === 'paused') return [line(t('meetings.paused'))];
  if (standing !== 'standing') return [line(t(`meetings.standing.${standing}`))];
  return next ? [] : [line(t('meetings.noneToCome'))];
}

/** Asks which of several pairings is meant. */
function myPairings({ pairings }: Of<'my-pairings'>, { t }: Texts): Element {
  const shown = pairings.slice(0, mostActions);
  return card(
    [
      title(t('myPairing.which')),
      ...shown.map((one, index) => line(t('whichPairing.one', { number: index + 1, name: nameOf(one) }))),
      ...(shown.length < pairings.length ? [quiet(t('whichPairing.othersInTab'))] : []),
    ],
    shown.map(({ pairingId }, index) =>
      action('pairing.look', t('whichPairing.button', { number: index + 1 }), { pairingId }),
    ),
  );
}

/** What somebody takes part in who is not paired. */
function noPairing({ participations }: Of<'no-pairing'>, texts: Texts): Element {
  const { t } = texts;
  const shown = participations.slice(0, mostActions - 1);
  return card(
    [
      title(t('myPairing.none')),
      ...shown.flatMap(({ programme, role, topics }) => [
        line(t(`myPairing.participation.${role}`, { programme: safe(programme) })),
        quiet(
          topics.length > 0 ? t('myPairing.topics', { topics: topics.map(safe).join(' · ') }) : t('myPairing.noTopics'),
        ),
      ]),
    ],
    wordButtons(['sign-up', 'how-it-works', 'who-sees-what', 'leave'], texts),
  );
}

export const pairingCards: Drawings<PairingMessage | MyPairingMessage> = {
  'my-pairing': myPairing,
  'my-pairings': myPairings,
  'no-pairing': noPairing,
  offer,
  accepted: (message, { t }) => card([line(t(`accepted.${message.waitingFor}`, { name: nameOf(message) }))]),
  declined: (_, { t }) => card([line(t('declined'))]),
  'not-paired': (message, { t }) => card([line(t('notPaired', { name: nameOf(message) }))]),
  agreement,
  signed: (message, { t }) => card([line(t(message.both ? 'signedBoth' : 'signed', { name: nameOf(message) }))]),
};
