import { rm } from 'node:fs/promises';

/** Stops the Postgres of a run of jest and removes what it left. */
export default async function stop(): Promise<void> {
  const running = globalThis.testPostgres;
  if (!running) return;
  globalThis.testPostgres = undefined;
  await running.server.stop();
  await rm(running.folder, { recursive: true, force: true });
}
