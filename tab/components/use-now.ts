import { useEffect, useState } from 'react';
import { useMe } from '../api/queries.ts';

/** What the server's clock says, in milliseconds since 1970; looked at again every so many milliseconds. */
export function useNow(every: number): number {
  const { data, dataUpdatedAt } = useMe();
  const [here, setHere] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  // Clocks of people's computers go wrong by minutes.
  return data ? Date.parse(data.now) + Math.max(0, here - dataUpdatedAt) : here;
}
