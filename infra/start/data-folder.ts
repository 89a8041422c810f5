import { mkdirSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Says that a folder is ours to empty. */
const marker = 'vantage-data.txt';
const lock = 'running.pid';

export type OpenedFolder =
  | { readonly ok: true; /** Lets the next start have the folder. */ readonly release: () => void }
  | { readonly ok: false; readonly reason: string };

/** Makes the data folder ready for this process alone; emptied first when `fresh`. Changes nothing when it refuses. */
export function openDataFolder(folder: string, fresh: boolean): OpenedFolder {
  const present = existsSync(folder) ? readdirSync(folder) : [];
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
    for (const name of present) if (name !== lock) rmSync(join(folder, name), { recursive: true, force: true });
  }
  // A folder with somebody else's files is used but never marked, so that it is never emptied either.
  if (fresh || present.filter((name) => name !== lock).length === 0) {
    writeFileSync(join(folder, marker), 'Made by npm start of Vantage. npm start -- --fresh empties this folder.\n');
  }
  return { ok: true, release: () => rmSync(join(folder, lock), { force: true }) };
}

/** Writes our process id, or gives the id of the living process that was first. */
function takeLock(file: string): number | null {
  for (;;) {
    try {
      writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== null && holder !== process.pid && isAlive(holder)) return holder;
    rmSync(file, { force: true });
  }
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
