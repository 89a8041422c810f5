import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether the built tab is older than anything it is made of. */
export function isTabStale(root: string): boolean {
  const built = join(root, 'tab/dist/index.html');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  const sources = globSync(['tab/**/*', 'bot/http/contract/**/*', 'package-lock.json'], {
    cwd: root,
    exclude: (name) => name === 'tab/dist' || name.startsWith('tab/dist/'),
  });
  return sources.some((name) => {
    const stat = statSync(join(root, name));
    return stat.isFile() && stat.mtimeMs > since;
  });
}
