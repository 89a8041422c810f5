import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from '../../../../bot/mentoring/meeting/calendar.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { bookingOf } from '../../../support/microsoft/bookings.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';
import { runs } from '../../../support/runs.ts';

const head = 'ingrid.solheim@aldermoor.example';
const graduate = 'tobi.adeyinka.marsh@aldermoor.example';

let tenant: TestTenant;
let calendar: Calendar;
beforeAll(async () => {
  tenant = await startTenant();
  calendar = createCalendar(tenant.newGraph());
});
afterAll(() => tenant.stop());

interface Invitation {
  readonly subject: string;
  readonly body: { readonly contentType: string; readonly content: string };
  readonly attendees: readonly { readonly type: string; readonly emailAddress: { name: string; address: string } }[];
}

/** What stands in the calendar after a booking with these words. */
async function invite(words: { subject?: string; body?: string; attendeeName?: string }): Promise<Invitation> {
  const { attendeeName, ...rest } = words;
  const attendee = { ...tenant.person(graduate), ...(attendeeName === undefined ? {} : { displayName: attendeeName }) };
  const booking = bookingOf(randomUUID(), tenant.person(head), attendee, rest);
  const made = await calendar.book(tenant.tenantId, booking);
  if (!made.ok) throw new Error(made.detail);
  return (await tenant.client.graph('GET', `/users/${head}/events/${made.value.eventId}`))
    .body as unknown as Invitation;
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/**
 * The paragraphs of the body as somebody reads them, without the block that Outlook adds for the meeting. Fails on
 * anything but paragraphs of text: on an element, an attribute or a comment that a name or a sentence brought with it.
 */
function paragraphs({ body }: Invitation): string[] {
  expect(body.contentType).toBe('html');
  const [ours = ''] = body.content.split('<div class="me-email-text">');
  expect(ours).toMatch(/^(<p>[^<>]*<\/p>)+$/);
  const written = [...ours.matchAll(/<p>([^<>]*)<\/p>/g)].map(([, text = '']) => text);
  expect(written.join('')).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
  return written.map((text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity));
}
const marks = /[\p{Cc}\p{Cf}]/u;

describe('an invitation', () => {
  it('goes to the other as somebody who is needed, by their address', async () => {
    const { attendees } = await invite({});
    expect(attendees).toHaveLength(1);
    expect(attendees[0]).toMatchObject({
      type: 'required',
      emailAddress: { address: graduate, name: 'Tobi Adeyinka-Marsh' },
    });
  });

  it('has its paragraphs as paragraphs', async () => {
    expect(paragraphs(await invite({ body: 'One.\n\nTwo.\nStill two.\n\nThree.' }))).toEqual([
      'One.',
      'Two. Still two.',
      'Three.',
    ]);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '</p><h1>Big</h1>',
    '<!-- hidden -->',
    '&lt;b&gt;&amp;nbsp;&#60;i&#62;',
    `"quotes" and 'quotes'`,
    '<style>*{display:none}</style>',
    '<a href="javascript:alert(1)">x</a>',
  ])('shows %s as it was written', async (text) => {
    const seen = await invite({ subject: `Mentoring: ${text}`, body: `With ${text}.`, attendeeName: text });
    expect(seen.subject).toBe(`Mentoring: ${text}`);
    expect(paragraphs(seen)).toEqual([`With ${text}.`]);
    expect(seen.attendees[0]?.emailAddress.name).toBe(text);
  });

  it('holds no mark that turns text around, hides it or breaks the line', async () => {
    const disguised = 'Sam\u202eevil\u202c \u2066x\u2069 a\u200bb \ufeffc\u00ad d\r\ne\u0000f\u0085g';
    const seen = await invite({ subject: disguised, body: disguised, attendeeName: disguised });
    const shown = 'Sam evil   x  a b  c  d e f g';
    expect(seen.subject).toBe(shown);
    expect(paragraphs(seen)).toEqual([shown]);
    expect(seen.attendees[0]?.emailAddress.name).toBe(shown);
  });

  it('has a subject that Outlook takes, however long a name is', async () => {
    const long = 'N'.repeat(10_000);
    const seen = await invite({ subject: `Mentoring: ${long}`, body: `With ${long}.` });
    expect(seen.subject).toBe(`${`Mentoring: ${long}`.slice(0, 254)}…`);
    expect(paragraphs(seen)).toEqual([`With ${long}.`]);
  });

  it('has a subject that is not cut through a character', async () => {
    expect((await invite({ subject: '\u{1f331}'.repeat(200) })).subject.isWellFormed()).toBe(true);
    expect((await invite({ subject: `x${'\u{1f331}'.repeat(200)}` })).subject.isWellFormed()).toBe(true);
  });

  it('is text and nothing else, whatever people are called', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '/', 'a', ';', '\u202e', '\n', ' '), maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        // What is no character at all is not this test's matter.
        const written = name.toWellFormed();
        const seen = await invite({ subject: `Mentoring: ${written}`, body: `With ${written}.` });
        const shown = `With ${written}.`.split('\n\n').map((part) => part.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim());
        expect(seen.subject.length).toBeLessThanOrEqual(255);
        expect(marks.test(seen.subject)).toBe(false);
        expect(paragraphs(seen)).toEqual(shown);
      }),
      { numRuns: runs(60) },
    );
  });
});
