import type { Migration } from 'kysely/migration';
import * as first from './0001-people-to-check-ins.ts';
import * as second from './0002-room-wishes-and-weights.ts';
import * as third from './0003-rounds.ts';
import * as fourth from './0004-bookings.ts';
import * as fifth from './0005-graph-traffic.ts';
import * as sixth from './0006-watched-calendars.ts';
import * as seventh from './0007-notices.ts';
import * as eighth from './0008-summaries-and-commitments.ts';
import * as ninth from './0009-agendas.ts';
import * as tenth from './0010-signing-up.ts';
import * as eleventh from './0011-help-and-nudges.ts';
import * as twelfth from './0012-shared-rates.ts';
import * as thirteenth from './0013-live.ts';
import * as fourteenth from './0014-agenda-items.ts';
import * as fifteenth from './0015-own-data.ts';
import * as sixteenth from './0016-lead-acts-and-many-at-once.ts';
import * as seventeenth from './0017-insight-and-closing.ts';
import * as eighteenth from './0018-many-people.ts';
import * as nineteenth from './0019-groups-step-by-step.ts';
import * as twentieth from './0020-copies.ts';
import * as twentyFirst from './0021-retention.ts';
import * as twentySecond from './0022-quick-looks.ts';
import * as twentyThird from './0023-bot-refused.ts';

/** All of them, in the order in which they are run: that of their names. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-people-to-check-ins': first,
  '0002-room-wishes-and-weights': second,
  '0003-rounds': third,
  '0004-bookings': fourth,
  '0005-graph-traffic': fifth,
  '0006-watched-calendars': sixth,
  '0007-notices': seventh,
  '0008-summaries-and-commitments': eighth,
  '0009-agendas': ninth,
  '0010-signing-up': tenth,
  '0011-help-and-nudges': eleventh,
  '0012-shared-rates': twelfth,
  '0013-live': thirteenth,
  '0014-agenda-items': fourteenth,
  '0015-own-data': fifteenth,
  '0016-lead-acts-and-many-at-once': sixteenth,
  '0017-insight-and-closing': seventeenth,
  '0018-many-people': eighteenth,
  '0019-groups-step-by-step': nineteenth,
  '0020-copies': twentieth,
  '0021-retention': twentyFirst,
  '0022-quick-looks': twentySecond,
  '0023-bot-refused': twentyThird,
};
