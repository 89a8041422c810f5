import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, importPKCS8, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { guidOf } from '../guid.ts';

/** A key that signs tokens, and its public half as a key set shows it. */
export interface SigningKey {
  readonly jwk: JWK;
  sign(claims: JWTPayload): Promise<string>;
}

/** Who may ask for tokens, and what signs them. */
export interface Identity {
  readonly entra: SigningKey;
  readonly botFramework: SigningKey;
  /** The product's app registration, for Graph and the tab. */
  readonly app: { readonly id: string; readonly secret: string };
  readonly bot: { readonly id: string; readonly secret: string };
  /** A managed identity that both applications trust; `header` is what its endpoint wants to be told. */
  readonly managed: { readonly id: string; readonly principalId: string; readonly header: string };
}

interface Kept {
  entraKey: string;
  botKey: string;
  appSecret: string;
  botSecret: string;
}

/** The identity kept in `folder`, or a new one, kept there when a folder is given: tokens outlive a restart. */
export async function identityIn(folder: string | undefined): Promise<Identity> {
  const file = folder && join(folder, 'identity.json');
  const kept = file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : makeIdentity();
  if (folder && file) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(kept), { mode: 0o600 });
  }
  return {
    entra: await signingKey(kept.entraKey, 'sandbox-entra'),
    botFramework: await signingKey(kept.botKey, 'sandbox-botframework'),
    app: { id: guidOf('app Vantage'), secret: kept.appSecret },
    bot: { id: guidOf('app Vantage bot'), secret: kept.botSecret },
    managed: {
      id: guidOf('identity Vantage'),
      principalId: guidOf('principal of the identity Vantage'),
      header: createHash('sha256').update(kept.appSecret).digest('base64url'),
    },
  };
}

const makeIdentity = (): Kept => ({
  entraKey: makeKey(),
  botKey: makeKey(),
  appSecret: randomBytes(24).toString('base64url'),
  botSecret: randomBytes(24).toString('base64url'),
});

const makeKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

async function signingKey(pem: string, name: string): Promise<SigningKey> {
  const key: CryptoKey = await importPKCS8(pem, 'RS256', { extractable: true });
  const { kty, n, e } = await exportJWK(key);
  // The name alone would let a client that caches keys by id keep a key from another sandbox.
  const kid = guidOf(`${name} ${n ?? ''}`);
  return {
    jwk: { kty: kty ?? 'RSA', use: 'sig', alg: 'RS256', kid, x5t: kid, n: n ?? '', e: e ?? '' },
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid }).sign(key),
  };
}
