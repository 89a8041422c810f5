import { z } from 'zod';
import { FitParts } from './matching.ts';
import { Bar } from './obstacles.ts';
import { PersonSummary } from './person.ts';
import { Reason } from './reason.ts';
import { id } from './values.ts';

/** POST /api/programmes/:id/what-if */
export const WhatIfInput = z.object({ menteeId: id, mentorId: id });
const Moved = z.object({ mentee: PersonSummary, mentor: PersonSummary, fit: z.int() });
export const WhatIf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paired'), fit: z.int(), reasons: z.array(Reason) }),
  z.object({ kind: z.literal('barred'), bars: z.array(Bar) }),
  z.object({ kind: z.literal('no-room'), person: PersonSummary }),
  z.object({
    kind: z.literal('possible'),
    fit: z.int(),
    parts: FitParts,
    reasons: z.array(Reason),
    /** Changes of the totals; what gets worse is negative. */
    placed: z.int(),
    totalFit: z.int(),
    removed: z.array(Moved),
    added: z.array(Moved),
  }),
]);

export type WhatIfInput = z.infer<typeof WhatIfInput>;
export type WhatIf = z.infer<typeof WhatIf>;
