import { z } from 'zod';
import type { Outgoing, RateGovernor } from '../rate-governor.ts';
import { retryAfter } from '../retry-after.ts';

/** Milliseconds that the chat may take for one answer: a turn of its own is over by then. */
const patience = 15_000;

interface Request {
  timeout: number;
}
interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
}
interface Pipeline {
  removePolicy(policy: { name: string }): void;
  addPolicy(
    policy: {
      name: string;
      sendRequest(request: Request, next: (request: Request) => Promise<Response>): Promise<Response>;
    },
    options: { afterPhase: 'Sign' },
  ): void;
}
const Connector = z.object({ client: z.object({ pipeline: z.custom<Pipeline>() }) });

/**
 * Has the client that speaks to the chat send everything when its turn has come, and not wait for ever. By itself it would
 * try again, and show twice what was shown before the answer got lost; and it would sleep for as long as the chat asks,
 * which is for the job to wait. What was refused with 429 was not shown: it alone is sent again in here.
 */
export function sendInTurn(client: unknown, governor: RateGovernor, outgoing: Outgoing): void {
  const { pipeline } = Connector.parse(client).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy(
    {
      name: 'in-turn',
      sendRequest(request, next) {
        request.timeout = patience;
        return governor.run(outgoing, async () => {
          const response = await next(request);
          return {
            value: response,
            refused: response.status === 429 ? { seconds: retryAfter(response.headers) } : null,
          };
        });
      },
    },
    // The last before it leaves: nothing comes between its turn and its way.
    { afterPhase: 'Sign' },
  );
}
