import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

const run = promisify(execFile);

/** The files of one Postgres. */
export interface Cluster {
  /** Everything of it: the data, the password (mode 600), the log. */
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** Whether a cluster was ever made in the folder. */
export const hasCluster = (dataFolder: string): boolean =>
  existsSync(join(resolve(dataFolder, 'postgres'), 'data', 'PG_VERSION'));

/**
 * Opens the cluster in `dataFolder/postgres`, made when missing. It is made beside its place and moved there whole, so a
 * crash leaves none half made, and of two that make it at once one wins and both use that one.
 */
export async function openCluster(dataFolder: string, binaries: Binaries, account: Account): Promise<Cluster> {
  const folder = resolve(dataFolder, 'postgres');
  if (!hasCluster(dataFolder)) await make(dataFolder, folder, binaries, account);
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim();
  return { folder, data: join(folder, 'data'), log: join(folder, 'log'), password };
}

async function make(dataFolder: string, folder: string, binaries: Binaries, account: Account): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  if (account.uid !== undefined) await refuseOutOfReach(resolve(dataFolder));
  const unfinished = await mkdtemp(resolve(dataFolder, 'postgres-unfinished-'));
  const password = join(unfinished, 'password');
  try {
    await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) {
      // Postgres has to get through to its own folder below ours.
      await chmod(resolve(dataFolder), 0o711);
      await chown(unfinished, account.uid, account.gid);
      await chown(password, account.uid, account.gid);
    }
    const options = [
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ];
    const places = [`--pgdata=${join(unfinished, 'data')}`, `--pwfile=${password}`];
    await run(binaries.initdb, [...places, ...options], { ...account, cwd: unfinished });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(join(folder, 'data', 'PG_VERSION'))) throw error;
  }
}

/** Root may keep its folders to itself, and Postgres, which does not run as root, then cannot get to its files. */
async function refuseOutOfReach(dataFolder: string): Promise<void> {
  for (let folder = dirname(dataFolder); ; folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) {
      throw new Error(
        `Postgres does not run as root, and its own account cannot get to ${dataFolder} because ${folder} lets nobody else in. Start as another user, or set DATA_FOLDER to a folder outside.`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}
