import { pino } from 'pino';
import { createGovernor } from '../../../bot/microsoft/graph/governor.ts';
import { openStorage } from '../../../bot/storage/storage.ts';

/** A server in a process of its own, to be killed: fills every place that there is and says so. */
const [databaseUrl, migrationUrl] = process.argv.slice(2);
const log = pino({ level: 'silent' });
const storage = await openStorage({ databaseUrl, migrationUrl, dataFolder: 'unused', log });
const governor = createGovernor({ store: storage.graphTraffic, log });
let begun = 0;
for (let index = 0; index < 4; index += 1) {
  const ask = { tenantId: 'one', isUrgent: true, parts: [{ mailbox: `m${index}`, units: 0 }] };
  void governor.run(ask, () => {
    begun += 1;
    if (begun === 4) process.stdout.write('holding\n');
    return new Promise<void>(() => undefined);
  });
}
