import { z } from 'zod';
import type { PairingAction } from '../../../mentoring/pairing/messages.ts';
import type { Taps } from './taps.ts';

const tap = (kind: PairingAction['kind']) =>
  z.object({ pairingId: z.uuid() }).transform(({ pairingId }): PairingAction => ({ kind, pairingId }));

export const pairingTaps = {
  'pairing.accept': tap('accept'),
  'pairing.decline': tap('decline'),
  'agreement.sign': tap('sign'),
  'agreement.talk-first': tap('talk-first'),
  'pairing.look': tap('look-at-pairing'),
} satisfies Taps<PairingAction>;
