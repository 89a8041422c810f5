/**
 * @jest-environment jest-environment-jsdom
 * @jest-environment-options {"customExportConditions": ["node", "import", "default"]}
 */
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AdaptiveCard, SerializationContext, Versions, type Action } from 'adaptivecards';
import type { BotMessage } from '../../../../bot/mentoring/chat/chat.ts';
import { readAction } from '../../../../bot/microsoft/teams/actions/actions.ts';
import { markdownOf, ofType, partsOf, readMarkdown, type Part } from '../../../support/microsoft/cards.ts';
import {
  checkInId,
  helpId,
  everyMessage,
  joinUrl,
  meetingId,
  pairingId,
  participantId,
  programmeId,
  samplesWith,
} from '../../../support/microsoft/messages.ts';
import { languages } from '../../../../bot/locales/languages.ts';
import { cardOf as cardIn } from '../../../../bot/microsoft/teams/cards/cards.ts';
import { textsFor } from '../../../../bot/microsoft/teams/texts.ts';
import { cardOf, t } from '../../../support/texts.ts';

beforeAll(() => {
  // What browsers have and jsdom does not.
  Object.defineProperty(HTMLElement.prototype, 'innerText', {
    set(this: HTMLElement, text: string) {
      this.textContent = text;
    },
  });
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    const line = document.createElement('p');
    line.textContent = readMarkdown(text).shown;
    result.outputHtml = line.outerHTML;
    result.didProcess = true;
  };
});

const each = everyMessage().map((message, index) => [`${message.kind} (${index})`, message] as const);

/** The card as Microsoft's own code reads it, with whatever it found wrong. */
function parse(card: unknown) {
  const context = new SerializationContext(Versions.v1_5);
  const parsed = new AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(card)) as Record<string, unknown>, context);
  const found = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return { parsed, wrong: [...found, ...parsed.validateProperties().validationEvents.map((event) => event.message)] };
}
/** What somebody sends who does no more than they have to. */
function firstAnswer(input: Part): unknown {
  if (input['value'] !== undefined || input['isRequired'] !== true) return input['value'] ?? '';
  return (input['choices'] as Part[] | undefined)?.[0]?.['value'] ?? 'Something';
}
const actionsOf = (message: BotMessage): Part[] =>
  partsOf(cardOf(message)).filter((part) => part['type'] === 'Action.Execute' || part['type'] === 'Action.OpenUrl');

describe.each(each)('the card of %s', (_name, message) => {
  it("is an Adaptive Card 1.5 in which Microsoft's own code finds nothing wrong", () => {
    const { parsed, wrong } = parse(cardOf(message));
    expect(wrong).toEqual([]);
    expect(parsed.version.toString()).toBe('1.5');
    expect(parsed.getItemCount()).toBeGreaterThan(0);
  });

  it('is drawn without complaint, with everything it says on it', () => {
    const complaints = (['warn', 'error'] as const).map((level) => jest.spyOn(console, level));
    const shown = parse(cardOf(message)).parsed.render()?.textContent ?? '';
    for (const text of markdownOf(cardOf(message))) expect(shown).toContain(readMarkdown(text).shown);
    for (const action of actionsOf(message)) expect(shown).toContain(action['title']);
    for (const complaint of complaints) expect(complaint).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });

  it('is small enough for Teams and asks no more than six things', () => {
    expect(JSON.stringify(cardOf(message)).length).toBeLessThan(28_000);
    expect(actionsOf(message).length).toBeLessThanOrEqual(6);
  });

  it('wraps its lines, since phones are narrow', () => {
    expect(ofType(cardOf(message), 'TextBlock').filter((block) => block['wrap'] !== true)).toEqual([]);
  });

  it('sends the same from a client that does not know Action.Execute', () => {
    for (const action of ofType(cardOf(message), 'Action.Execute')) {
      const { title, verb, data, fallback } = action as { title: string; verb: string; data: Part; fallback: Part };
      expect(fallback).toMatchObject({ type: 'Action.Submit', title, data });
      expect(data['verb']).toBe(verb);
    }
  });

  it('holds only actions that are understood when they come back', () => {
    for (const action of ofType(cardOf(message), 'Action.Execute')) {
      const given = ['Input.ChoiceSet', 'Input.Text', 'Input.Toggle'].flatMap((type) => ofType(cardOf(message), type));
      const inputs: Part = Object.fromEntries(given.map((input) => [input['id'] as string, firstAnswer(input)]));
      const read = readAction({ ...(action['data'] as Part), ...inputs });
      expect(read).not.toBeNull();
      // Help may be about no pairing.
      expect(JSON.stringify(read)).toMatch(
        new RegExp(
          `${pairingId}|${meetingId}|${programmeId}|${checkInId}|${helpId}|${participantId}|"kind":"say"|"pairingId":null`,
        ),
      );
    }
  });
});

/** A card without its words: what it is made of, and what it sends. A question to pick is sent in its words. */
const withoutWords = (card: unknown): unknown => {
  const sent = JSON.stringify(
    partsOf(card).map(({ type, id, verb, data, style, url }) => [type, id, verb, data, style, url]),
  );
  return JSON.parse(sent.replaceAll(/("question\d+":)"[^"]*"/g, '$1""'));
};

describe.each(languages)('the cards in %s', (language) => {
  const texts = textsFor(language);
  const all = everyMessage().map((message) => [message, cardIn(message, texts)] as const);

  it("are Adaptive Cards 1.5 in which Microsoft's own code finds nothing wrong, and which it draws whole", () => {
    for (const [{ kind }, card] of all) {
      const { parsed, wrong } = parse(card);
      expect([kind, wrong]).toEqual([kind, []]);
      const shown = parsed.render()?.textContent ?? '';
      for (const text of markdownOf(card)) expect(shown).toContain(readMarkdown(text).shown);
    }
  });

  it('ask and send the same as in English, five things at most', () => {
    for (const [message, card] of all) {
      expect(withoutWords(card)).toEqual(withoutWords(cardOf(message)));
      expect((card['actions'] as unknown[] | undefined)?.length ?? 0).toBeLessThan(6);
      expect(JSON.stringify(card).length).toBeLessThan(28_000);
    }
  });

  it('are read from the side of their language', () => {
    for (const [, card] of all) expect(card['rtl']).toBe(language === 'ar' ? true : undefined);
  });

  it('are calm, show no code, and have Arabic in Arabic ones alone', () => {
    const sentences = all.flatMap(([, card]) => [
      ...markdownOf(card),
      ...partsOf(card).flatMap((part) => (typeof part['title'] === 'string' ? [part['title']] : [])),
    ]);
    expect(sentences.filter((sentence) => /[!¡]|\bundefined\b|\[object|NaN|[{}]/.test(sentence))).toEqual([]);
    const isArabic = sentences.filter((sentence) => /\p{Script=Arabic}/u.test(sentence)).length > sentences.length / 2;
    expect(isArabic).toBe(language === 'ar');
  });
});

describe('what is asked', () => {
  it('in an offer is yes or no, each with its pairing', () => {
    const [offer] = samplesWith().offer;
    expect(ofType(cardOf(offer), 'Action.Execute').map((action) => readAction(action['data']))).toEqual([
      { kind: 'accept', pairingId },
      { kind: 'decline', pairingId },
    ]);
  });

  it('in an agreement is to sign it, or to talk to somebody first', () => {
    const [agreement] = samplesWith().agreement;
    expect(ofType(cardOf(agreement), 'Action.Execute').map((action) => readAction(action['data']))).toEqual([
      { kind: 'sign', pairingId },
      { kind: 'talk-first', pairingId },
    ]);
  });

  it('in a check-in can be answered with every choice, and each is understood', () => {
    const [checkIn] = samplesWith()['check-in'];
    const [send] = ofType(cardOf(checkIn), 'Action.Execute');
    const sets = ofType(cardOf(checkIn), 'Input.ChoiceSet');
    expect(sets.map((set) => set['id'])).toEqual([
      'tookPlace',
      'whoTalked',
      'spokeOpenly',
      'menteesAgenda',
      'summedUp',
    ]);
    for (const set of sets) {
      for (const choice of set['choices'] as Part[]) {
        const read = readAction({
          ...(send?.['data'] as Part),
          tookPlace: 'yes',
          [set['id'] as string]: choice['value'],
        });
        expect(read).toMatchObject({ kind: 'answer-check-in', checkInId });
        const answers = read?.kind === 'answer-check-in' ? Object.entries(read.answers) : [];
        expect(answers.map(([name, value]) => [name, String(value)])).toContainEqual([set['id'], choice['value']]);
      }
    }
  });

  it('nothing more is, once it was answered', () => {
    const answered = [
      'accepted',
      'declined',
      'signed',
      'check-in-answered',
      'summary-written',
      'summary-judged',
      'commitments-answered',
      'commitments-confirmed',
      'no-longer-open',
      'heard-again',
    ] as const;
    for (const kind of answered) {
      for (const message of samplesWith()[kind]) {
        expect(actionsOf(message)).toEqual([]);
        expect(ofType(cardOf(message), 'Input.ChoiceSet')).toEqual([]);
      }
    }
  });

  it('where a link is, it is the one that was given', () => {
    const [booked] = samplesWith().booked;
    expect(ofType(cardOf(booked), 'Action.OpenUrl').map((action) => action['url'])).toEqual([joinUrl]);
  });
});

describe('what is said beside it', () => {
  const said = (message: BotMessage): string => JSON.stringify(cardOf(message));

  it('tells how to stop, in every message that nobody asked for', () => {
    for (const kind of ['greeting', 'not-enrolled', 'offer', 'agreement', 'booked', 'check-in', 'enrolled'] as const) {
      expect(said(samplesWith()[kind][0])).toContain(t('stop'));
    }
  });

  it('tells who sees what, where answers are given', () => {
    const [checkIn] = samplesWith()['check-in'];
    expect(said(checkIn)).toContain(t('checkIn.onlyYou'));
    const whoTalked = ofType(cardOf(checkIn), 'Input.ChoiceSet').find((set) => set['id'] === 'whoTalked');
    expect(whoTalked?.['label']).toContain(t('checkIn.youBoth'));
  });

  it('tells who sees what, where answers are shown again', () => {
    const [answered] = samplesWith()['check-in-answered'];
    expect(said(answered)).toContain(t('checkIn.youBoth'));
    expect(said(answered)).toContain(t('words.others'));
  });

  it('tells each their own time, and not where the server is', () => {
    expect(said(samplesWith().booked[0])).toContain('10:00');
    expect(said(samplesWith()['check-in'][0])).toContain('15:30');
  });
});

/** Presses are sent with what was chosen; a client that is Microsoft's own does it as it does in Teams. */
describe('pressing', () => {
  it('sends what was chosen beside what the card holds', () => {
    const { parsed } = parse(cardOf(samplesWith()['check-in'][0]));
    document.body.replaceChildren(parsed.render() ?? '');
    const sent: unknown[] = [];
    parsed.onExecuteAction = (action: Action) => sent.push((action as Action & { data: unknown }).data);
    const partly = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].find(
      (input) => input.getAttribute('aria-label') === t('checkIn.choices.spokeOpenly.partly'),
    );
    partly?.click();
    document.querySelector<HTMLButtonElement>('.ac-pushButton')?.click();
    expect(sent.map(readAction)).toEqual([
      {
        kind: 'answer-check-in',
        checkInId,
        answers: {
          tookPlace: 'yes',
          spokeOpenly: 'partly',
          menteesAgenda: null,
          whoTalked: null,
          summedUp: null,
          words: null,
          areWordsShared: false,
        },
      },
    ]);
  });
});
