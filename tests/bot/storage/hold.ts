import { pino } from 'pino';
import { openStorage } from '../../../bot/storage/storage.ts';

// A product that does not end by itself: opens the storage in the folder named first, and takes jobs it never finishes
// when told to `work`. Says `ready` and `working` on stdout.
const [, , dataFolder = '', mode = 'hold'] = process.argv;
const storage = await openStorage({ dataFolder, log: pino({ level: 'silent' }) });
if (mode === 'work') {
  await storage.work('meeting.ended', 1, async () => {
    process.stdout.write('working\n');
    await new Promise(() => undefined);
  });
}
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
