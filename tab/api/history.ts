import { History } from '../../bot/http/contract/history.ts';
import { usePages } from './queries.ts';

/** What leads have done, page by page. */
export const useHistory = (id: string, query: URLSearchParams) =>
  usePages(History, `/programmes/${id}/history?${query.toString()}`, 20_000);
