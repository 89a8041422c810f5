import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Calendar, CalendarOutcome } from '../../../../bot/mentoring/meeting/calendar.ts';
import type { MailboxAddress } from '../../../../bot/mentoring/meeting/meeting.ts';
import { createCalendar } from '../../../../bot/microsoft/graph/calendar.ts';
import { withOwnText } from '../../../../bot/microsoft/graph/invitation-body.ts';
import { bookingOf } from '../../../support/microsoft/bookings.ts';
import { startTenant, type TestTenant } from '../../../support/microsoft/tenant.ts';

let tenant: TestTenant;
let calendar: Calendar;
let organizer: MailboxAddress;
let invited: MailboxAddress;
beforeAll(async () => {
  tenant = await startTenant();
  calendar = createCalendar(tenant.newGraph());
  organizer = tenant.person('ingrid.solheim@aldermoor.example');
  invited = tenant.person('tobi.adeyinka.marsh@aldermoor.example');
});
afterAll(() => tenant.stop());
afterEach(() => tenant.quiet());

const value = <Value>(outcome: CalendarOutcome<Value>): Value => {
  if (!outcome.ok) throw new Error(outcome.detail);
  return outcome.value;
};
const [always, forever] = ['2026-01-01T00:00:00Z', '2032-01-01T00:00:00Z'].map((at) => Temporal.Instant.from(at)) as [
  Temporal.Instant,
  Temporal.Instant,
];
async function book(more: Parameters<typeof bookingOf>[3] = {}) {
  const event = value(await calendar.book(tenant.tenantId, bookingOf(randomUUID(), organizer, invited, more)));
  return { ...event, uid: event.uid ?? '', joinUrl: event.joinUrl ?? '' };
}
const meetingsOf = async (eventId: string) =>
  value(await calendar.occurrences(tenant.tenantId, organizer, eventId, always, forever));
const london = (time: string) => Temporal.ZonedDateTime.from(`${time}[Europe/London]`);
const standing = async (eventId: string) =>
  (await tenant.client.graph('GET', `/users/${organizer.entraObjectId}/events/${eventId}`)).body;

describe('one meeting of a series', () => {
  it('is moved, and the others stay', async () => {
    const { eventId } = await book();
    const [, second] = await meetingsOf(eventId);
    const to = london('2027-03-03T15:15:00');
    expect(await calendar.move(tenant.tenantId, organizer, second?.eventId ?? '', to, 30)).toMatchObject({ ok: true });
    const after = await meetingsOf(eventId);
    expect(after[1]).toMatchObject({ eventId: second?.eventId });
    expect(after.map(({ startsAt, endsAt }) => [String(startsAt), startsAt.until(endsAt).total('minutes')])).toEqual([
      ['2027-02-16T10:00:00Z', 45],
      ['2027-03-03T15:15:00Z', 30],
      ['2027-03-16T10:00:00Z', 45],
      ['2027-03-30T09:00:00Z', 45],
      ['2027-04-13T09:00:00Z', 45],
      ['2027-04-27T09:00:00Z', 45],
    ]);
  });

  it('is not moved past another of its series', async () => {
    const { eventId } = await book();
    const [, second] = await meetingsOf(eventId);
    const moved = await calendar.move(
      tenant.tenantId,
      organizer,
      second?.eventId ?? '',
      london('2027-03-17T10:00:00'),
      45,
    );
    expect(moved).toMatchObject({ ok: false, reason: 'crosses-neighbour' });
    expect((await meetingsOf(eventId))[1]).toEqual(second);
  });

  it('is cancelled once, however often it is asked for', async () => {
    const { eventId } = await book({ meetings: 3 });
    const [first] = await meetingsOf(eventId);
    for (let times = 0; times < 2; times += 1) {
      const cancelled = await calendar.cancel(tenant.tenantId, organizer, first?.eventId ?? '', 'Not this time.');
      expect(cancelled).toEqual({ ok: true, value: null });
    }
    expect(await meetingsOf(eventId)).toHaveLength(2);
  });

  it('that was cancelled cannot be moved: it is gone', async () => {
    const { eventId } = await book({ meetings: 3 });
    const [first] = await meetingsOf(eventId);
    value(await calendar.cancel(tenant.tenantId, organizer, first?.eventId ?? '', ''));
    const moved = await calendar.move(
      tenant.tenantId,
      organizer,
      first?.eventId ?? '',
      london('2027-02-17T10:00:00'),
      45,
    );
    expect(moved).toMatchObject({ ok: false, reason: 'gone' });
  });
});

describe('a meeting that stands alone', () => {
  it('is booked without a series, and read and moved as one', async () => {
    const { eventId } = await book({ isSeries: false, meetings: 1 });
    expect(await standing(eventId)).toMatchObject({ type: 'singleInstance', isOnlineMeeting: true });
    const to = london('2027-02-18T11:00:00');
    value(await calendar.move(tenant.tenantId, organizer, eventId, to, 45));
    const now = value(await calendar.occurrence(tenant.tenantId, organizer, eventId));
    expect(now.startsAt.equals(to.toInstant())).toBe(true);
  });
});

describe('the copy of somebody invited', () => {
  it('is there once it has arrived, and not before', async () => {
    await tenant.limits({ copyDelayMilliseconds: 3_600_000 });
    const { uid } = await book();
    expect(await calendar.hasCopy(tenant.tenantId, invited, uid)).toEqual({ ok: true, value: false });
    await tenant.limits({ copyDelayMilliseconds: 0 });
    const there = await book();
    expect(await calendar.hasCopy(tenant.tenantId, invited, there.uid)).toEqual({ ok: true, value: true });
    expect(await calendar.hasCopy(tenant.tenantId, organizer, there.uid)).toEqual({ ok: true, value: true });
  });

  it('is not known where the calendar cannot be read', async () => {
    const { uid } = await book();
    await tenant.fault({ method: 'GET', path: '/events$', status: 403, code: 'ErrorAccessDenied' });
    expect(await calendar.hasCopy(tenant.tenantId, invited, uid)).toMatchObject({ ok: false, reason: 'access-denied' });
  });
});

describe('the words of an invitation', () => {
  it('are replaced without losing the meeting that Teams made', async () => {
    const { eventId, joinUrl } = await book();
    const [first, second] = await meetingsOf(eventId);
    const words = 'Agenda\n\n1. <b>Data</b> & "doubt"\n\nMore.';
    expect(await calendar.describe(tenant.tenantId, organizer, first?.eventId ?? '', words)).toMatchObject({
      ok: true,
    });
    const described = await standing(first?.eventId ?? '');
    const { content } = described['body'] as { content: string };
    expect(content).toContain('<p>Agenda</p><p>1. &lt;b&gt;Data&lt;/b&gt; &amp; &quot;doubt&quot;</p><p>More.</p>');
    expect(content).toContain('Join the meeting now');
    expect(content).not.toContain('One paragraph.');
    expect(described).toMatchObject({ isOnlineMeeting: true, onlineMeeting: { joinUrl } });
    expect((await standing(second?.eventId ?? ''))['body']).toMatchObject({
      content: expect.stringContaining('One paragraph.'),
    });
  });

  it('are sent once: the same words again change nothing', async () => {
    const { eventId } = await book({ meetings: 3 });
    const [first] = await meetingsOf(eventId);
    for (let times = 0; times < 3; times += 1) {
      value(await calendar.describe(tenant.tenantId, organizer, first?.eventId ?? '', 'Agenda\n\n1. Data'));
    }
    expect(await tenant.asked('PATCH /v1.0/users/{id}/events/{id}')).toBe(1);
  });

  it('stay as they are where the part of Teams is not found', async () => {
    const { eventId } = await book({ meetings: 3 });
    const [first] = await meetingsOf(eventId);
    await tenant.fault({
      method: 'GET',
      path: '/events/',
      status: 200,
      body: {
        body: { contentType: 'html', content: '<p>Nothing of Teams</p>' },
        onlineMeeting: { joinUrl: 'https://x.example' },
      },
    });
    const described = await calendar.describe(tenant.tenantId, organizer, first?.eventId ?? '', 'Agenda');
    expect(described).toMatchObject({ ok: false, reason: 'refused' });
    expect(await tenant.asked('PATCH /v1.0/users/{id}/events/{id}')).toBe(0);
  });

  it('never take the link away, wherever Outlook put it and whatever stood before', () => {
    const link = 'https://teams.example/join?a=1&b=2';
    const html = fc.constantFrom(
      '<p>Words</p>',
      '<div><span>deep</span></div>',
      'text',
      '<!-- note -->',
      '<hr>',
      '<p>&amp;lt;</p>',
    );
    const block = fc.constantFrom(
      `<div class="me-email-text"><p><a href="${link.replace('&', '&amp;')}">Join</a></p></div>`,
      `<table><tr><td><a href="${link.replace('&', '&amp;')}">Join</a></td></tr></table>`,
      `<a href="${link.replace('&', '&amp;')}">Join</a>`,
    );
    fc.assert(
      fc.property(fc.array(html), block, fc.array(html), fc.boolean(), (before, join, after, isWhole) => {
        const inside = [...before, join, ...after].join('');
        const body = isWhole ? `<html><head><meta></head><body>${inside}</body></html>` : inside;
        const once = withOwnText(body, '<p>Ours</p>', link) ?? '';
        expect(once).toContain('<p>Ours</p>');
        expect(once).toContain(`href="${link.replace('&', '&amp;')}"`);
        // However often it is written, it does not grow.
        expect(withOwnText(once, '<p>Ours</p>', link)).toBe(once);
        expect(withOwnText(once, '<p>Other</p>', link)).not.toContain('Ours');
      }),
    );
  });
});
