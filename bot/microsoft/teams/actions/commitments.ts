import { z } from 'zod';
import type { CommitmentAction } from '../../../mentoring/commitment/messages.ts';
import type { Taps } from './taps.ts';

/** What the choice about a commitment is called on a card. */
export const choiceOf = (commitmentId: string): string => `commitment-${commitmentId}`;
const choiceName = /^commitment-(.+)$/;

const Answer = z.object({
  commitmentId: z.uuid(),
  answer: z.enum(['done', 'still-on-it', 'let-go', 'changed', 'not-yet']),
});

export const commitmentTaps = {
  'commitments.answer': z.looseObject({ meetingId: z.uuid() }).transform(({ meetingId, ...taps }, context) => {
    const named = Object.entries(taps).flatMap(([name, tap]) => {
      const commitmentId = choiceName.exec(name)?.[1];
      return commitmentId === undefined || tap === '' ? [] : [{ commitmentId, answer: tap }];
    });
    const answers = z.array(Answer).min(1).max(20).safeParse(named);
    if (answers.success) return { kind: 'answer-commitments' as const, meetingId, answers: answers.data };
    context.addIssue({ code: 'custom', message: 'answers nothing that we asked' });
    return z.NEVER;
  }),
} satisfies Taps<CommitmentAction>;
