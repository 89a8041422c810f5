import { openDataFolder } from '../../../infra/start/data-folder.ts';

/** Opens a data folder as npm start does, says how that went, and lets go of it when it is told anything. */
const opened = openDataFolder(process.argv[2] ?? '', false);
console.log(JSON.stringify({ ok: opened.ok, reason: opened.ok ? null : opened.reason }));
process.stdin.once('data', () => {
  if (opened.ok) opened.release();
  process.exit(0);
});
