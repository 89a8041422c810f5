import { randomUUID } from 'node:crypto';
import { importJWK, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import type { Directory } from '../organisation/directory.ts';
import type { Person } from '../organisation/person.ts';
import type { Identity } from './identity.ts';

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const BOT_AUDIENCE = 'https://api.botframework.com';
const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const LIFETIME_SECONDS = 3600;
const GRAPH_ROLES = [
  'Calendars.ReadBasic.All',
  'Calendars.ReadWrite',
  'GroupMember.Read.All',
  'MailboxSettings.Read',
  'User.Read.All',
];

/** Makes and checks this tenant's tokens. Their times are real ones, whatever the sandbox's clock says. */
export class Tokens {
  readonly #identity: Identity;
  readonly #directory: Directory;
  readonly #url: () => string;
  readonly #checked = new Map<string, JWTPayload>();
  #key: CryptoKey | Uint8Array | undefined;

  /** `url` is the sandbox's origin, known once it listens. */
  constructor(identity: Identity, directory: Directory, url: () => string) {
    this.#identity = identity;
    this.#directory = directory;
    this.#url = url;
  }

  get issuer(): string {
    return `${this.#url()}/${this.#directory.tenantId}/v2.0`;
  }

  /** An app's own token for one audience. */
  async forApp(clientId: string, audience: string): Promise<{ token: string; expiresIn: number }> {
    const token = await this.#identity.entra.sign({
      ...this.#common(audience),
      appid: clientId,
      azp: clientId,
      azpacr: '1',
      idtyp: 'app',
      oid: clientId,
      sub: clientId,
      roles: audience === GRAPH_AUDIENCE ? GRAPH_ROLES : [],
    });
    return { token, expiresIn: LIFETIME_SECONDS - 1 };
  }

  /** A token of the managed identity itself. */
  async forIdentity(audience: string): Promise<{ token: string; expiresIn: number }> {
    const { id, principalId } = this.#identity.managed;
    const token = await this.#identity.entra.sign({
      ...this.#common(audience),
      appid: id,
      azp: id,
      azpacr: '2',
      idtyp: 'app',
      oid: principalId,
      sub: principalId,
    });
    return { token, expiresIn: LIFETIME_SECONDS - 1 };
  }

  /** The token that Teams gives a tab for somebody; `claims` take the place of single claims, null leaves one out. */
  async forTab(
    person: Person,
    claims: Record<string, unknown> = {},
    audience = this.#identity.app.id,
  ): Promise<string> {
    const all: Record<string, unknown> = {
      ...this.#common(audience),
      azp: TEAMS_WEB_CLIENT,
      azpacr: '0',
      name: person.displayName,
      oid: person.id,
      preferred_username: person.userPrincipalName,
      ...(person.appRoles.length > 0 && { roles: [...person.appRoles] }),
      scp: 'access_as_user',
      sub: `${person.id}-for-${this.#identity.app.id}`,
      ...claims,
    };
    return this.#identity.entra.sign(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)));
  }

  /** The claims of a token that this tenant issued for `audience` and that has not ended; undefined for any other. */
  async check(authorization: string | undefined, audience: string): Promise<JWTPayload | undefined> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    const known = this.#checked.get(token) ?? (await this.#verify(token));
    if (known === undefined) return undefined;
    this.#checked.set(token, known);
    return known.aud === audience && (known.exp ?? 0) * 1000 > Date.now() ? known : undefined;
  }

  async #verify(token: string): Promise<JWTPayload | undefined> {
    this.#key ??= await importJWK(this.#identity.entra.jwk, 'RS256');
    return jwtVerify(token, this.#key, { issuer: this.issuer }).then(
      ({ payload }) => payload,
      () => undefined,
    );
  }

  #common(audience: string): JWTPayload {
    const now = Math.floor(Date.now() / 1000);
    return {
      aud: audience,
      iss: this.issuer,
      iat: now,
      nbf: now - 5,
      exp: now + LIFETIME_SECONDS,
      tid: this.#directory.tenantId,
      uti: randomUUID(),
      ver: '2.0',
    };
  }
}
