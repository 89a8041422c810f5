import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  openQuestionsFor,
  questionsOfAny,
  questionsOfTopic,
  type OfferedQuestions,
} from '../../../bot/mentoring/agenda/open-questions.ts';
import type { Topic } from '../../../bot/mentoring/programme/programme.ts';
import { chatIn } from '../../../bot/locales/chat.ts';
import { languages } from '../../../bot/locales/languages.ts';

const topic = (label: string, sensitive = false): Topic => ({ key: label.toLowerCase(), label, sensitive });
const labels = ['AI tools', 'Data literacy', 'Law', 'Hybrid work', 'Faith', 'AI ethics', 'Early careers', 'Tax'];
const topics = fc.uniqueArray(fc.tuple(fc.constantFrom(...labels), fc.boolean()), { selector: ([label]) => label });
const asTopics = (chosen: readonly (readonly [string, boolean])[]) =>
  chosen.map(([label, sensitive]) => topic(label, sensitive));
/** What is offered, one by one: a question that suits any topic is another for another topic. */
const said = (offered: readonly OfferedQuestions[]) =>
  offered.flatMap(({ group, numbers }) => numbers.map((number) => `${group} ${number}`));

describe('open questions', () => {
  it('are two for each of up to three topics in the order of the two, each question once', () => {
    fc.assert(
      fc.property(topics, fc.integer({ min: 1, max: 60 }), (chosen, meeting) => {
        const all = asTopics(chosen);
        const offered = openQuestionsFor(
          all,
          all.map(({ key }) => key),
          meeting,
        );
        const plain = all.filter(({ sensitive }) => !sensitive).map(({ label }) => label);
        expect(offered.flatMap((one) => one.topic?.label ?? [])).toEqual(plain.slice(0, 3));
        expect(offered.length).toBe(Math.min(plain.length + 1, 3));
        expect(new Set(said(offered)).size).toBe(2 * offered.length);
        for (const { group, numbers } of offered) {
          const size = group === 'any' ? questionsOfAny : questionsOfTopic;
          for (const number of numbers) expect(number).toBeLessThan(size);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are others for the next meeting', () => {
    fc.assert(
      fc.property(topics, fc.integer({ min: 1, max: 60 }), (chosen, meeting) => {
        const all = asTopics(chosen);
        const keys = all.map(({ key }) => key);
        const [now, next] = [meeting, meeting + 1].map((number) => new Set(said(openQuestionsFor(all, keys, number))));
        expect([...(now ?? [])].filter((one) => next?.has(one))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never name a sensitive topic, nor show by what they leave out that there is one', () => {
    const open = [topic('AI tools')];
    const keys = ['ai tools', 'faith'];
    const offered = openQuestionsFor([...open, topic('Faith', true)], keys, 1);
    expect(JSON.stringify(offered).toLowerCase()).not.toContain('faith');
    expect(offered).toEqual(openQuestionsFor(open, ['ai tools'], 1));
    expect(openQuestionsFor([topic('Inclusion', true)], ['inclusion'], 1)).toEqual(openQuestionsFor([], [], 1));
  });

  it.each([
    ['AI tools', 'ai'],
    ['Künstliche Intelligenz (KI)', 'ai'],
    ['Data literacy', 'data'],
    ['Early careers', 'careers'],
    ['Inclusion and belonging', 'inclusion'],
    ['Hybrid work', 'hybrid'],
    ['Social media', 'social'],
    ['The customer’s view', 'customers'],
    ['Sustainability', 'sustainability'],
    ['Leadership style', 'leadership'],
    ['Well-being', 'wellbeing'],
    ['Maintenance', 'any'],
    ['Law', 'any'],
    ['Social mobility', 'any'],
    ['', 'any'],
  ])('of %j are those of %s', (label, group) => {
    expect(openQuestionsFor([topic(label)], [label.toLowerCase()], 1)[0]).toMatchObject({ group });
  });

  it.each(languages)('are as many as are counted on, and none can be answered with yes or no: %s', (language) => {
    const groups = chatIn(language)('openQuestions', { returnObjects: true });
    for (const [group, questions] of Object.entries(groups)) {
      expect([group, questions.length]).toEqual([group, group === 'any' ? questionsOfAny : questionsOfTopic]);
      expect(new Set(questions).size).toBe(questions.length);
      for (const question of questions) {
        expect(question).toMatch(/[?؟]$/);
        if (language === 'en') expect(question).toMatch(/^(What|Which|Where|When|Who|Whose|How)\b/);
      }
    }
  });
});
