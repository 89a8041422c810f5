import { pairingId } from './messages.ts';

export const tenantId = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2b001';
export const personId = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2a001';
export const appId = '2c1f6f6e-0d6a-4c57-9a6c-27f0d6f2d001';
/** Where nobody listens: for activities whose answer goes back with the response. */
export const nowhere = 'https://smba.trafficmanager.net/emea/';

/** An activity as Teams sends it. */
export const activity = (type: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type,
  id: 'f:1',
  timestamp: '2027-01-01T10:00:00.000Z',
  serviceUrl: nowhere,
  channelId: 'msteams',
  from: { id: '29:1somebody', name: 'Somebody', aadObjectId: personId },
  recipient: { id: `28:${appId}`, name: 'Vantage' },
  conversation: { id: 'a:1conversation', conversationType: 'personal', tenantId },
  channelData: { tenant: { id: tenantId } },
  locale: 'en-GB',
  ...more,
});

/** A press on a card, answered in the response itself. */
export const press = (more: Record<string, unknown> = {}): Record<string, unknown> =>
  activity('invoke', {
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', verb: 'pairing.accept', data: { pairingId } }, trigger: 'manual' },
    ...more,
  });
