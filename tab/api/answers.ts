import { MyAnswers } from '../../bot/http/contract/answers.ts';
import { useApiQuery } from './queries.ts';

/** What I have said in my check-ins of a pairing. */
export const useMyAnswers = (pairingId: string) => useApiQuery(MyAnswers, `/my/pairings/${pairingId}/answers`);
