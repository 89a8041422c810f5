import * as contract from '../../bot/http/contract/closing.ts';
import { Insight } from '../../bot/http/contract/insight.ts';
import { useAct, useApiQuery } from './queries.ts';

export const useInsight = (id: string) => useApiQuery(Insight, `/programmes/${id}/insight`);

/** The end of a programme; looked at often while its pairings are being ended. */
export const useClosing = (id: string) =>
  useApiQuery(contract.Closing, `/programmes/${id}/closing`, (data) => (data?.state === 'closing' ? 1_500 : 20_000));
export const useSayThanks = (id: string) =>
  useAct(contract.Closing, (input: contract.ThanksInput) => ['POST', `/programmes/${id}/closing/thanks`, input]);
export const useCloseProgramme = (id: string) =>
  useAct(contract.Closing, () => ['POST', `/programmes/${id}/closing/close`]);
