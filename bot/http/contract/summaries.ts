import { z } from 'zod';
import { instant, text, version } from './values.ts';

export const Verdict = z.enum(['yes', 'partly', 'no']);
/** What the mentee heard in a meeting, and what the mentor says of it. */
export const Summary = z.object({
  /** 1 when first written; each writing anew has the next. */
  version: z.int(),
  text: z.string(),
  writtenAt: instant,
  /** `written`: waits for the mentor. `confirmed`: final. `to-be-mended`: the mentee may write the next version. */
  state: z.enum(['written', 'confirmed', 'to-be-mended']),
  verdict: Verdict.nullable(),
  correction: z.string().nullable(),
});

/** POST /api/my/meetings/:id/summary: of the mentee. */
export const SummaryInput = z.object({
  /** The one after the last. */
  version,
  text: text(1_000),
  commitment: text(300).nullable(),
});
/** POST /api/my/meetings/:id/summary/verdict: of the mentor. */
export const VerdictInput = z.object({
  /** The one that was read. */
  version,
  verdict: Verdict,
  /** Null where there is no commitment. */
  commitmentVerdict: Verdict.nullable(),
  correction: text(500).nullable(),
});

export type Verdict = z.infer<typeof Verdict>;
