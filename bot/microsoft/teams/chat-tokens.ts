import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { TemporaryError } from '../../mentoring/ports.ts';

export interface ChatTokens {
  /**
   * The claims of the token that came with an activity; null when it is not the chat's, or not for this activity. Throws
   * `TemporaryError` when the chat's keys cannot be fetched.
   */
  verify(
    authorization: string,
    activity: { readonly channelId: string; readonly serviceUrl: string },
  ): Promise<JWTPayload | null>;
}

/** Milliseconds that the chat may take to tell where its keys are. */
const patience = 10_000;
/** Milliseconds for which keys are kept; one that is not known is asked for earlier. */
const keptFor = 24 * 3_600_000;
/** Seconds by which clocks may differ, as Microsoft's own checks have it. */
const clockTolerance = 300;
const Metadata = z.object({ jwks_uri: z.url() });
const Endorsed = z.object({ endorsements: z.array(z.string()) });
/** How jose says that the keys did not come, or came as something else: no fault of the token. */
const keysAway = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Checks who sends an activity, as "Authenticate requests with the Bot Connector API" asks for. botbuilder's own check also
 * takes tokens of its emulator, which are the bot's own: whoever the bot ever wrote to could send them back as anybody. And
 * it takes a key that endorses no channel for one that endorses all.
 */
export function createChatTokens(settings: {
  readonly appId: string;
  readonly openIdMetadataUrl: string;
  readonly tokenIssuer: string;
}): ChatTokens {
  const { appId, openIdMetadataUrl, tokenIssuer } = settings;
  let known: ReturnType<typeof readKeys> | null = null;
  const keysOfChat = () => {
    known ??= readKeys(openIdMetadataUrl).catch((error: unknown) => {
      // What failed is asked for again the next time.
      known = null;
      throw error;
    });
    return known;
  };
  return {
    async verify(authorization, { channelId, serviceUrl }) {
      const token = /^Bearer ([^ ]+)$/.exec(authorization)?.[1];
      if (token === undefined) return null;
      const keys = await keysOfChat();
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, {
          issuer: tokenIssuer,
          audience: appId,
          algorithms: ['RS256'],
          requiredClaims: ['exp', 'nbf'],
          clockTolerance,
        });
        // jose is content with an audience that has us among others.
        if (payload.aud !== appId || payload['serviceurl'] !== serviceUrl) return null;
        const key = keys.jwks()?.keys.find(({ kid }) => kid === protectedHeader.kid);
        return Endorsed.safeParse(key).data?.endorsements.includes(channelId) === true ? payload : null;
      } catch (error) {
        if (error instanceof errors.JOSEError && !keysAway.has(error.code)) return null;
        throw new TemporaryError('the keys of the chat cannot be fetched', null, { cause: error });
      }
    },
  };
}

async function readKeys(openIdMetadataUrl: string) {
  try {
    const response = await fetch(openIdMetadataUrl, { signal: AbortSignal.timeout(patience) });
    const metadata = Metadata.parse(await response.json());
    return createRemoteJWKSet(new URL(metadata.jwks_uri), { cacheMaxAge: keptFor });
  } catch (error) {
    throw new TemporaryError('the chat does not tell its keys', null, { cause: error });
  }
}
