import { z } from 'zod';

/** GET /api/my/data: everything that is kept of me, in parts named after where it is kept. */
export const MyData = z.object({
  exportedAt: z.iso.datetime(),
  data: z.record(z.string(), z.array(z.unknown())),
});
/** POST /api/my/data/erase: asked for on purpose. */
export const EraseInput = z.object({ confirmed: z.literal(true, { error: 'must be true' }) });
/** The answer to it; the same however often it is asked for. */
export const Erased = z.object({ erased: z.literal(true) });

export type MyData = z.infer<typeof MyData>;
