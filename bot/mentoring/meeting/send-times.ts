import type { BotMessage } from '../chat/chat.ts';
import { deliver } from '../chat/deliver.ts';
import { present } from '../outcome.ts';
import { partnerOf } from '../pairing/pairing.ts';
import type { Person } from '../people/person.ts';
import type { Jobs, Ports, Stores } from '../ports.ts';
import { meetingTimesMessage, timesMessage } from './times-message.ts';

/** Offers somebody the times of their series by chat, if they may still choose. */
export async function sendTimes(ports: Ports, tenantId: string, seriesId: string, personId: string): Promise<void> {
  await send(ports, tenantId, personId, async (stores, me) => {
    const series = present(await stores.series.byId(seriesId), 'series');
    const pairing = present(await stores.pairings.byId(series.pairingId), 'pairing');
    return timesMessage(stores, series, pairing, me);
  });
}

/** Offers somebody new times for one meeting by chat, if they may still choose. */
export async function sendMeetingTimes(
  ports: Ports,
  tenantId: string,
  meetingId: string,
  personId: string,
): Promise<void> {
  await send(ports, tenantId, personId, async (stores, me) => {
    const meeting = present(await stores.meetings.byId(meetingId), 'meeting');
    const pairing = present(await stores.pairings.byId(meeting.pairingId), 'pairing');
    return meetingTimesMessage(stores, meeting, pairing, me);
  });
}

/** Tells somebody by chat what became of their meetings. */
export async function sendMeetingNews(ports: Ports, tenantId: string, data: Jobs['meeting-news.send']): Promise<void> {
  await send(ports, tenantId, data.personId, async (stores, me) => {
    const pairing = present(await stores.pairings.byId(data.pairingId), 'pairing');
    const partner = present(await stores.people.byId(partnerOf(pairing, me.id)), 'partner');
    return { kind: 'meeting-news', partner, news: data.news };
  });
}

/** A message that comes twice after a crash does no harm: answers count once. */
async function send(
  ports: Ports,
  tenantId: string,
  personId: string,
  messageFor: (stores: Stores, me: Person) => Promise<BotMessage | null>,
): Promise<void> {
  const { me, message } = await ports.inTenant(tenantId, async (stores) => {
    const person = present(await stores.people.byId(personId), 'person');
    return { me: person, message: await messageFor(stores, person) };
  });
  if (message) await deliver(ports, tenantId, me.entraObjectId, message);
}
