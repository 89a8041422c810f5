import { useEffect, useState } from 'react';

/** Milliseconds without another change after which something is asked for. */
const rest = 400;

/** A value once it has stopped changing for a moment. */
export function useRested<T>(value: T, milliseconds = rest): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}
