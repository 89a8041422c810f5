import { mkdirSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says that a folder is ours to empty. */
const marker = 'vantage-data.txt';
const lock = 'running.pid';

export type OpenedFolder =
  | { readonly ok: true; /** Lets the next start have the folder. */ readonly release: () => void }
  | { readonly ok: false; readonly reason: string };

/** Makes the data folder ready for this process alone; emptied first when `fresh`. Changes nothing when it refuses. */
export function openDataFolder(folder: string, fresh: boolean): OpenedFolder {
  const present = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(lock)) : [];
  if (fresh && present.length > 0 && !present.includes(marker)) {
    return {
      ok: false,
      reason: `${folder} holds files that npm start did not put there, so --fresh leaves it alone. Move it away and start again.`,
    };
  }
  mkdirSync(folder, { recursive: true });
  const taken = takeLock(join(folder, lock));
  if (taken !== null) {
    return { ok: false, reason: `Vantage is already running here (process ${taken}). Stop it first, with Ctrl-C.` };
  }
  if (fresh) {
    for (const name of present) rmSync(join(folder, name), { recursive: true, force: true });
  }
  // A folder with somebody else's files is used but never marked, so that it is never emptied either.
  if (fresh || present.length === 0) {
    writeFileSync(join(folder, marker), 'Made by npm start of Vantage. npm start -- --fresh empties this folder.\n');
  }
  return { ok: true, release: () => rmSync(join(folder, lock), { force: true }) };
}

/** Milliseconds after which a decision under way is one that its process did not live to make. */
const patience = 5_000;

/** Writes our process id, or gives the id of the living process that was first. */
function takeLock(file: string): number | null {
  // To look who holds the lock and to take it are two steps: one process at a time takes them.
  const deciding = `${file}.deciding`;
  while (!makeFolder(deciding)) if (ageOf(deciding) > patience) rmSync(deciding, { recursive: true, force: true });
  try {
    const holder = readHolder(file);
    if (holder !== null && holder !== process.pid && isAlive(holder)) return holder;
    writeFileSync(file, `${process.pid}\n`);
    return null;
  } finally {
    rmSync(deciding, { recursive: true, force: true });
  }
}

/** Whether we have made the folder; false when it is there. */
function makeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Milliseconds since something was made; 0 when it is gone. */
function ageOf(path: string): number {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : Date.now() - made;
}

function readHolder(file: string): number | null {
  try {
    const holder = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(holder) && holder > 0 ? holder : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive too; we are only not allowed to signal it.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
