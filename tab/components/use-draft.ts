import { useState } from 'react';
import type { z } from 'zod';
import { keep, readKept } from './kept.ts';

/**
 * What somebody has changed and not saved, by a key: it is there again after another page or a reload, as long as the window
 * is open. What cannot be read any more counts as nothing.
 */
export function useDraft<T extends z.ZodType>(shape: T, key: string, nothing: z.output<T>) {
  const [draft, setDraft] = useState<z.output<T>>(() => readKept(shape, key) ?? nothing);
  return {
    draft,
    change: (to: z.output<T>): void => {
      setDraft(to);
      keep(key, to);
    },
    clear: (): void => {
      setDraft(nothing);
      keep(key, undefined);
    },
  };
}
