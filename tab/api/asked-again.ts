import type { Query } from '@tanstack/react-query';

/** Whether what a query has may be asked for anew by itself. */
export const isAskedAgain = ({ meta }: Pick<Query, 'meta'>): boolean => meta?.['isAskedOnce'] !== true;

/** Whether what a query has lies below one of these paths of the API: a query's key begins with its path. */
export const isBelow = ({ queryKey: [path] }: Pick<Query, 'queryKey'>, prefixes: readonly string[]): boolean =>
  typeof path === 'string' && prefixes.some((prefix) => path.startsWith(prefix));
