import { useEffect, useState } from 'react';
import type { Me } from '../../../bot/http/contract/contract.ts';

/** Milliseconds after which a clock on a page is looked at again. */
const tick = 20_000;

/** The server's clock in milliseconds, as it goes on while the page is looked at. */
export function useNow({ now }: Me): number {
  const [elapsed, setElapsed] = useState({ of: now, since: Date.now(), milliseconds: 0 });
  if (elapsed.of !== now) setElapsed({ of: now, since: Date.now(), milliseconds: 0 });
  useEffect(() => {
    const timer = setInterval(() => setElapsed((one) => ({ ...one, milliseconds: Date.now() - one.since })), tick);
    return () => clearInterval(timer);
  }, []);
  return Date.parse(now) + elapsed.milliseconds;
}
