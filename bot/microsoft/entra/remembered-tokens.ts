import { createHash } from 'node:crypto';
import type { TabTokens } from './tab-tokens.ts';

/** Milliseconds for which a token that was found good is taken without another look. */
const longest = 60_000;
/** Most tokens remembered; the oldest make way. */
const most = 10_000;

type Checked = ReturnType<TabTokens['verify']>;

/**
 * Remembers for a minute which tokens were good: a page asks several times at once with the same one, and looking at a
 * signature costs more than many an answer. Only hashes of them are kept; what was refused is looked at again.
 */
export function rememberTokens(tokens: TabTokens, now: () => number = Date.now): TabTokens {
  const known = new Map<string, { readonly checked: Checked; readonly until: number }>();
  return {
    async verify(token) {
      const key = createHash('sha256').update(token).digest('base64');
      const before = known.get(key);
      if (before && now() < before.until) {
        const found = await before.checked;
        if (found.ok && now() < found.endsAt) return found;
      }
      const checked = tokens.verify(token);
      known.delete(key);
      known.set(key, { checked, until: now() + longest });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      let isGood = false;
      try {
        const found = await checked;
        isGood = found.ok;
        return found;
      } finally {
        if (!isGood && known.get(key)?.checked === checked) known.delete(key);
      }
    },
  };
}
