import { readOptions, usage } from './options.ts';
import { CannotStart, start, type Running } from './start.ts';

const read = readOptions(process.argv.slice(2));
if (!read.ok) {
  console.error(`${read.reason}\n${usage}`);
  process.exit(2);
}

let running: Running | null = null;
let isStopping = false;
const begun = begin();

async function begin(): Promise<void> {
  try {
    if (!read.ok) return;
    console.log('Starting Vantage on a stand-in Microsoft 365 …');
    const started = await start(read.options, {
      dataFolder: '.vantage',
      say: (line) => console.log(line),
      died: (what) => {
        console.error(what);
        void end(1);
      },
    });
    running = started;
    if (isStopping) return;
    console.log(`\n  ${started.url}\n`);
    console.log('Open it in a browser: it shows in four steps how to be the programme lead, a mentee and a mentor.');
    console.log('Ctrl-C stops everything. Data stays in .vantage; npm start -- --fresh begins anew.');
  } catch (error) {
    if (isStopping) return;
    console.error(error instanceof CannotStart ? error.message : error);
    process.exitCode = 1;
  }
}

/** Waits for a start under way, so that nothing is left that it would still have begun. */
async function end(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  console.log('Stopping …');
  await begun;
  await running?.stop();
  process.exit(code);
}

// npm hands Ctrl-C on a second time, so a repeated signal means nothing more than the first.
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGHUP', () => void end(0));
