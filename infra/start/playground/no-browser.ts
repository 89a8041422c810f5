import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';

/**
 * The environment in which the Playground opens no browser of its own: it is asked not to (`TEAMSAPPTESTER_BROWSER`), and
 * because it dies in silence where the system's opener is missing, stand-ins for that come first on its PATH. Windows
 * has its opener always, so the request is enough there.
 */
export function withoutBrowser(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  mkdirSync(folder, { recursive: true });
  for (const name of ['xdg-open', 'open']) {
    const file = `${folder}/${name}`;
    writeFileSync(file, '#!/bin/sh\n# The page of npm start shows the chat: no second window.\nexit 0\n');
    chmodSync(file, 0o755);
  }
  const path = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...environment,
    [path]: [folder, environment[path]].filter(Boolean).join(delimiter),
    TEAMSAPPTESTER_BROWSER: 'none',
  };
}
