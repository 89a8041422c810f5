import type { Partner } from '../pairing/partner.ts';
import type { SummaryState, Verdict } from './summary.ts';

/** What the bot says about what was heard in a meeting. */
export type SummaryMessage =
  | {
      /** Asks the mentee. */
      readonly kind: 'summary-question';
      readonly meetingId: string;
      /** The version that is asked for. */
      readonly version: number;
      readonly partner: Partner;
      /** The meeting's start in the reader's own zone. */
      readonly meetingStart: string;
      /** What was written before, and what the mentor would put differently; null the first time. */
      readonly before: {
        readonly text: string;
        readonly commitment: string | null;
        readonly correction: string | null;
      } | null;
    }
  | {
      /** What the mentee wrote, and what became of it. */
      readonly kind: 'summary-written';
      readonly partner: Partner;
      readonly text: string;
      readonly commitment: string | null;
      readonly state: SummaryState;
      readonly correction: string | null;
    }
  | {
      /** Asks the mentor whether it is so. */
      readonly kind: 'summary-to-confirm';
      readonly meetingId: string;
      readonly version: number;
      readonly partner: Partner;
      readonly text: string;
      readonly commitment: string | null;
    }
  | {
      /** What the mentor said of it. */
      readonly kind: 'summary-judged';
      readonly partner: Partner;
      readonly text: string;
      readonly commitment: string | null;
      readonly verdict: Verdict;
      /** Null where there is no commitment. */
      readonly commitmentVerdict: Verdict | null;
      readonly correction: string | null;
    };

/** What somebody taps and writes about it. */
export type SummaryAction =
  | {
      readonly kind: 'write-summary';
      readonly meetingId: string;
      readonly version: number;
      readonly text: string;
      readonly commitment: string | null;
    }
  | {
      readonly kind: 'judge-summary';
      readonly meetingId: string;
      readonly version: number;
      readonly verdict: Verdict;
      readonly commitmentVerdict: Verdict | null;
      readonly correction: string | null;
    };
