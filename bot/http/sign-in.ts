import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../mentoring/chat/chat.ts';
import type { Lead } from '../mentoring/matching/round.ts';
import { addToTrail } from '../telemetry/trail.ts';
import { sendProblem } from './problems.ts';

/** Checks the token a tab sends; implemented by the Microsoft side. */
export interface TokenCheck {
  verify(
    token: string,
  ): Promise<
    | { ok: true; tenantId: string; entraObjectId: string; name: string; roles: readonly string[] }
    | { ok: false; reason: string }
  >;
}

/** Who asks, as their token says. */
export interface SignedIn extends Identity {
  readonly name: string;
  readonly isLead: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null;
  }
}

/** The Entra app role that makes somebody a programme lead. */
const leadRole = 'Programme.Lead';

/** A hook that lets only signed-in people pass. */
export function requireSignIn(tokens: TokenCheck) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/.exec(request.headers.authorization ?? '')?.[1];
    const checked = token === undefined ? ({ ok: false, reason: 'no token' } as const) : await tokens.verify(token);
    if (!checked.ok) {
      request.log.info({ reason: checked.reason }, 'a token was refused');
      reply.header('www-authenticate', 'Bearer');
      await sendProblem(reply, 'not-signed-in');
      return;
    }
    const { tenantId, entraObjectId, name, roles } = checked;
    addToTrail({ tenant: tenantId });
    request.signedIn = { tenantId, entraObjectId, name, isLead: roles.includes(leadRole) };
  };
}

/** A hook that lets only programme leads pass; runs after `requireSignIn`. */
export async function requireLead(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (!whoAsks(request).isLead) await sendProblem(reply, 'not-the-lead');
}

/** Who a lead is, to be written down with what they do. */
export function asLead({ entraObjectId, name }: SignedIn): Lead {
  return { entraObjectId, name };
}

/** Who asks. Throws where no `requireSignIn` guards the route: such a route is a defect. */
export function whoAsks(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Error('a route asks who is signed in but is not guarded');
  return request.signedIn;
}
