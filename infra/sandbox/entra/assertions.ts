import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importJWK, jwtVerify, type JWTPayload } from 'jose';
import type { Identity } from './identity.ts';

/** The type that an assertion has to name. */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** What a token of somebody else has to be for, to be exchanged here. */
export const EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

/** Why an assertion is refused, in Entra's numbers and words. */
export interface Refused {
  readonly code: number;
  readonly message: string;
}

/** The certificates that an administrator has added to the registrations, by the application's id. */
export class Certificates {
  readonly #kept = new Map<string, X509Certificate[]>();

  add(clientId: string, pem: string): void {
    this.#kept.set(clientId, [...(this.#kept.get(clientId) ?? []), new X509Certificate(pem)]);
  }

  /** By the SHA-256 of the whole certificate, as tokens name it. */
  find(clientId: string, thumbprint: string): X509Certificate | undefined {
    return this.#kept
      .get(clientId)
      ?.find((one) => Buffer.from(one.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url') === thumbprint);
  }
}

/**
 * Looks at the assertion of an application: signed with the key of one of its certificates, or a token of the managed
 * identity, which each of the two applications trusts. Undefined when it is good.
 */
export async function refusalOf(
  assertion: string,
  {
    clientId,
    certificates,
    identity,
    issuer,
    tokenEndpoint,
  }: {
    readonly clientId: string;
    readonly certificates: Certificates;
    readonly identity: Identity;
    readonly issuer: string;
    readonly tokenEndpoint: string;
  },
): Promise<Refused | undefined> {
  const unreadable = { code: 50027, message: 'JWT token is invalid or malformed.' };
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(assertion);
  } catch {
    return unreadable;
  }
  const thumbprint = header['x5t#S256'];
  if (typeof thumbprint === 'string') {
    const certificate = certificates.find(clientId, thumbprint);
    const invalid = (reason: string) => ({
      code: 700027,
      message: `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - ${reason}]`,
    });
    if (certificate === undefined) return invalid('The key was not found.');
    const options = {
      issuer: clientId,
      subject: clientId,
      audience: tokenEndpoint,
      algorithms: ['PS256', 'RS256'],
      // As Entra's own: MSAL rounds the second from which one holds, up as often as down.
      clockTolerance: 300,
    };
    return jwtVerify(assertion, certificate.publicKey, options).then(
      () => undefined,
      (error: unknown) => invalid(String(error)),
    );
  }
  let claims: JWTPayload;
  try {
    ({ payload: claims } = await jwtVerify(assertion, await importJWK(identity.entra.jwk, 'RS256')));
  } catch {
    return unreadable;
  }
  if (claims.aud !== EXCHANGE_AUDIENCE) {
    return {
      code: 700212,
      message: `No matching federated identity record found for presented assertion audience '${String(claims.aud)}'.`,
    };
  }
  if (claims.iss !== issuer || claims.sub !== identity.managed.principalId) {
    return {
      code: 700213,
      message: `No matching federated identity record found for presented assertion subject '${claims.sub ?? ''}'.`,
    };
  }
  return undefined;
}
