import * as contract from '../../bot/http/contract/closing.ts';
import { useAct, useApiQuery } from './queries.ts';

/** Programmes at whose end I was thanked. */
export const useMyClosings = () => useApiQuery(contract.MyClosings, '/my/closings', () => 60_000);
export const useAnswerAnotherRound = (programmeId: string) =>
  useAct(contract.MyClosings, (input: contract.AnotherRoundInput) => [
    'POST',
    `/my/closings/${programmeId}/another-round`,
    input,
  ]);
