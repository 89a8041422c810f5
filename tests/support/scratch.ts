import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for one test, which removes it. Others may pass through it: Postgres has an account of its own under root. */
export async function scratchFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vantage-${name}-`));
  await chmod(folder, 0o711);
  return folder;
}
