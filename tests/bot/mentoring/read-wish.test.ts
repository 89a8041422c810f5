import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { WishKind } from '../../../bot/mentoring/meeting/messages.ts';
import { readWish } from '../../../bot/mentoring/chat/read-wish.ts';
import { vocabularies } from '../../../bot/mentoring/chat/vocabulary.ts';
import type { OtherWishKind } from '../../../bot/mentoring/chat/wish.ts';
import { wordsOf } from '../../../bot/mentoring/chat/words.ts';
import { runs } from '../../support/runs.ts';

/** A Monday. */
const today = Temporal.PlainDate.from('2027-02-01');
const read = (text: string) => readWish(text, today);

describe('what somebody writes about their meetings', () => {
  it.each<[string, WishKind]>([
    ['meetings', 'meetings'],
    ['next meeting', 'meetings'],
    ['My Meetings', 'meetings'],
    ['when do we meet?', 'meetings'],
    ['move', 'move'],
    ['please move my next meeting', 'move'],
    ['reschedule', 'move'],
    ['change my next meeting', 'move'],
    ['cancel', 'cancel'],
    ['I have to skip one', 'cancel'],
    ['change', 'change'],
    ['other times', 'change'],
    ['pause', 'pause'],
    ['PAUSE', 'pause'],
    ['resume', 'resume'],
    ['continue our meetings', 'resume'],
    ['stop meeting', 'end'],
    ['stop mentoring', 'end'],
    ['end', 'end'],
  ])('%s', (text, kind) => {
    expect(read(text)).toEqual({ kind, until: null });
  });

  it.each<[string, WishKind]>([
    ['meetigns', 'meetings'],
    ['metings', 'meetings'],
    ['mvoe', 'move'],
    ['puase', 'pause'],
    ['pasue', 'pause'],
    ['cancle', 'cancel'],
    ['resum', 'resume'],
    ['reschedul', 'move'],
  ])('%s, with a slip', (text, kind) => {
    expect(read(text)).toEqual({ kind, until: null });
  });

  it.each(['', '   ', 'and', 'thank you', '👋', 'moose', 'merci beaucoup', 'vielen Dank', 'hasta luego', 'شكرا جزيلا'])(
    'is none of it: %j',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it('is seen with one letter missing, doubled or swapped, wherever that is but at the front', () => {
    const words = ['pause', 'resume', 'cancel', 'meetings', 'reschedule', 'postpone'] as const;
    const slip = fc.constantFrom<(word: string, at: number) => string>(
      (word, at) => word.slice(0, at) + word.slice(at + 1),
      (word, at) => word.slice(0, at) + (word[at] ?? '') + word.slice(at),
      (word, at) => word.slice(0, at - 1) + (word[at] ?? '') + (word[at - 1] ?? '') + word.slice(at + 1),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words), slip, fc.integer({ min: 2, max: 4 }), (word, make, at) => {
        expect(read(make(word, at))?.kind).toBe(read(word)?.kind);
      }),
    );
  });

  it('never fails, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(() => read(text)).not.toThrow();
        expect(() => read(`pause until ${text}`)).not.toThrow();
      }),
    );
  });
});

describe('what somebody writes to the bot, in any of its languages', () => {
  it.each<[string, WishKind | OtherWishKind]>([
    ['sign me up', 'sign-up'],
    ['my pairing', 'my-pairing'],
    ['agenda for the next meeting', 'agenda'],
    ['stop', 'stop'],
    ['please stop messages', 'stop'],
    ['start', 'start'],
    ['who sees what?', 'who-sees-what'],
    ['I need help from somebody', 'get-help'],
    ['I would like to talk to someone', 'get-help'],
    ['Hi', 'greeting'],
    ['hi, help please', 'help'],
    ['hello, pause please', 'pause'],
    ['Bonjour', 'greeting'],
    ['déplacer ma prochaine rencontre', 'move'],
    ['DEPLACER', 'move'],
    ['annuler la prochaine', 'cancel'],
    ['mettre en pause', 'pause'],
    ['arrêter le mentorat', 'end'],
    ['arrêter les messages', 'stop'],
    ['je voudrais m’inscrire', 'sign-up'],
    ['l’ordre du jour', 'agenda'],
    ['qui voit mes réponses ?', 'who-sees-what'],
    ['j’ai besoin d’aide', 'get-help'],
    ['mon binôme', 'my-pairing'],
    ['Hallo', 'greeting'],
    ['Guten Morgen', 'greeting'],
    ['nächstes Treffen', 'meetings'],
    ['Termine', 'meetings'],
    ['bitte verschieben', 'move'],
    ['sag das nächste Treffen ab', 'cancel'],
    ['ich möchte mich anmelden', 'sign-up'],
    ['mein Tandem', 'my-pairing'],
    ['Tagesordnung', 'agenda'],
    ['wer sieht was?', 'who-sees-what'],
    ['ich brauche Hilfe', 'get-help'],
    ['Hilfe', 'help'],
    ['aufhören', 'stop'],
    ['Hola', 'greeting'],
    ['¿cuándo es la próxima reunión?', 'meetings'],
    ['cancelar la próxima', 'cancel'],
    ['quiero apuntarme', 'sign-up'],
    ['mi tandem', 'my-pairing'],
    ['¿quién ve qué?', 'who-sees-what'],
    ['necesito ayuda', 'get-help'],
    ['orden del día', 'agenda'],
    ['terminar', 'end'],
    ['مرحبًا', 'greeting'],
    ['أهلاً', 'greeting'],
    ['لقاءاتي', 'meetings'],
    ['نقل اللقاء القادم', 'move'],
    ['إلغاء', 'cancel'],
    ['الغاء', 'cancel'],
    ['إيقاف مؤقت', 'pause'],
    ['إيقاف الرسائل', 'stop'],
    ['أريد التسجيل', 'sign-up'],
    ['جدول الأعمال', 'agenda'],
    ['من يرى ماذا؟', 'who-sees-what'],
    ['أحتاج إلى مساعدة', 'get-help'],
    ['مساعدة', 'help'],
  ])('%s', (text, kind) => {
    expect(read(text)?.kind).toBe(kind);
  });

  const sayings = Object.entries(vocabularies).flatMap(([language, { wishes }]) =>
    Object.entries(wishes).flatMap(([kind, said]) => said.map((text) => ({ language, kind, text }))),
  );

  it('has words for every wish in every language, and none of one wish reads as another', () => {
    expect(sayings.length).toBeGreaterThan(300);
    // The same word may want different things: in each language what it wants there, or what it wants elsewhere.
    const wrong = sayings.filter(({ kind, text }) => read(text)?.kind !== kind);
    expect(wrong).toEqual([]);
  });

  /** Whether one letter put in, left out, replaced or swapped with the next makes the one word of the other. */
  function isOneSlip(a: string, b: string): boolean {
    let front = 0;
    while (front < a.length && a[front] === b[front]) front += 1;
    const [restOfA, restOfB] = [a.slice(front), b.slice(front)];
    const isSwapped = restOfA[0] === restOfB[1] && restOfA[1] === restOfB[0] && restOfA.slice(2) === restOfB.slice(2);
    return (
      restOfA.slice(1) === restOfB.slice(1) || restOfA.slice(1) === restOfB || restOfA === restOfB.slice(1) || isSwapped
    );
  }

  it('is understood with one letter wrong in a word of five or more, wherever that is', () => {
    const words = sayings.map((saying) => ({ ...saying, words: wordsOf(saying.text) }));
    const long = words.filter((saying) => saying.words.length === 1 && (saying.words[0]?.length ?? 0) >= 5);
    const letters = 'abcdefghijklmnopqrstuvwxyzابتثجحخدذرزسشصضطظعغفقكلمنهوي'.split('');
    const slip = fc.constantFrom<(word: string, at: number, letter: string) => string>(
      (word, at) => word.slice(0, at) + word.slice(at + 1),
      (word, at, letter) => word.slice(0, at) + letter + word.slice(at),
      (word, at, letter) => word.slice(0, at) + letter + word.slice(at + 1),
      (word, at) => word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2),
    );
    const known = words.flatMap(({ words: said }) => said);
    fc.assert(
      fc.property(
        fc.constantFrom(...long),
        slip,
        fc.nat(20),
        fc.constantFrom(...letters),
        (saying, make, at, letter) => {
          const [word = ''] = saying.words;
          const written = make(word, at % word.length, letter);
          // What is a word itself, or begins with the Arabic article by now, is no slip any more.
          fc.pre(!known.includes(written) && wordsOf(written)[0] === written);
          const near = words.filter(({ words: said }) => said.length === 1 && isOneSlip(written, said[0] ?? ''));
          expect(near.map(({ kind }) => kind)).toContain(read(written)?.kind);
          if (new Set(near.map(({ kind }) => kind)).size === 1) expect(read(written)?.kind).toBe(saying.kind);
        },
      ),
      { numRuns: runs(1_000) },
    );
  });
});

describe('the day on which a pause ends', () => {
  it.each([
    ['pause until 3 March', '2027-03-03'],
    ['Pause until March 3rd', '2027-03-03'],
    ['pause until 3 mar 2028', '2028-03-03'],
    ['pause till 2027-04-01', '2027-04-01'],
    ['pause until 31 January', '2028-01-31'],
    ['pause until Monday', '2027-02-08'],
    ['pause until friday', '2027-02-05'],
    ['pause for two weeks', '2027-02-15'],
    ['pause 4 weeks', '2027-03-01'],
    ['pause for a month', '2027-03-01'],
    ['pause until the 3rd of March', '2027-03-03'],
    ['pause for 10 days', '2027-02-11'],
    ['pause jusqu’au 3 mars', '2027-03-03'],
    ['pause jusqu’au 1er juillet', '2027-07-01'],
    ['mettre en pause mon binôme pour deux semaines', '2027-02-15'],
    ['pause jusqu’à vendredi', '2027-02-05'],
    ['Pause bis 3. März', '2027-03-03'],
    ['Pause bis zum 3. Mai', '2027-05-03'],
    ['pausieren für zwei Wochen', '2027-02-15'],
    ['die Pause bis Freitag', '2027-02-05'],
    ['pausa hasta el 3 de marzo', '2027-03-03'],
    ['pausa hasta el lunes', '2027-02-08'],
    ['pausar dos semanas', '2027-02-15'],
    ['توقف حتى 3 مارس', '2027-03-03'],
    ['توقف حتى ٣ مارس', '2027-03-03'],
    ['توقف حتى يوم الجمعة', '2027-02-05'],
    ['توقف لمدة أسبوعين', '2027-02-15'],
    ['توقف 3 أسابيع', '2027-02-22'],
  ])('%s', (text, until) => {
    expect(read(text)).toEqual({ kind: 'pause', until });
  });

  it.each([
    'pause until 30 February',
    'pause until 2027-02-01',
    'pause until 2020-01-01',
    'pause until further notice',
    'pause until march',
    'pause until 45 march',
  ])('is asked for where none to come is named: %s', (text) => {
    expect(read(text)).toEqual({ kind: 'pause', until: null });
  });

  it('is the one that was meant, however it is written', () => {
    const days = fc.integer({ min: 1, max: 364 }).map((count) => today.add({ days: count }));
    const written = fc.constantFrom<(day: Temporal.PlainDate) => string>(
      (day) => day.toString(),
      ...['fr', 'de', 'es', 'ar-EG', 'ar-AE', 'ar-MA', 'de-AT', 'fr-CA', 'es-MX'].flatMap((locale) =>
        (['long', 'short'] as const).flatMap((month) => [
          (day: Temporal.PlainDate) => day.toLocaleString(locale, { day: 'numeric', month }),
          (day: Temporal.PlainDate) => day.toLocaleString(locale, { weekday: 'short', day: 'numeric', month }),
        ]),
      ),
      (day) => day.toLocaleString('en-GB', { day: 'numeric', month: 'long' }),
      (day) => day.toLocaleString('en-US', { day: 'numeric', month: 'short', year: 'numeric' }),
    );
    fc.assert(
      fc.property(days, written, (day, write) => {
        expect(read(`pause until ${write(day)}`)).toEqual({ kind: 'pause', until: day.toString() });
      }),
    );
  });
});
