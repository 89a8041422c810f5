import { useState } from 'react';
import type { z } from 'zod';

/**
 * What somebody has changed and not saved, by a key: it is there again after another page or a reload, as long as the window
 * is open. What cannot be read any more counts as nothing.
 */
export function useDraft<T extends z.ZodType>(shape: T, key: string, nothing: z.output<T>) {
  const [draft, setDraft] = useState<z.output<T>>(() => read(shape, key) ?? nothing);
  return {
    draft,
    change: (to: z.output<T>): void => {
      setDraft(to);
      window.sessionStorage.setItem(key, JSON.stringify(to));
    },
    clear: (): void => {
      setDraft(nothing);
      window.sessionStorage.removeItem(key);
    },
  };
}

function read<T extends z.ZodType>(shape: T, key: string): z.output<T> | undefined {
  const kept = window.sessionStorage.getItem(key);
  return kept === null ? undefined : shape.safeParse(JSON.parse(kept)).data;
}
