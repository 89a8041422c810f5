/** How an application proves to Entra who it is. */
export type Proof =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly thumbprint: string; readonly privateKey: string }
  /** By the managed identity of this client id. */
  | { readonly kind: 'identity'; readonly identityId: string };

/** The names of an application's settings for each way. */
interface Names {
  readonly application: string;
  readonly secret: string;
  readonly thumbprint: string;
  readonly key: string;
  readonly identity: string;
}
type Given = Readonly<Record<string, unknown>>;

export const graphNames = {
  application: 'ENTRA_CLIENT_ID',
  secret: 'ENTRA_CLIENT_SECRET',
  thumbprint: 'ENTRA_CERTIFICATE_THUMBPRINT',
  key: 'ENTRA_CERTIFICATE_KEY',
  identity: 'ENTRA_IDENTITY_ID',
} as const satisfies Names;
export const botNames = {
  application: 'BOT_APP_ID',
  secret: 'BOT_APP_SECRET',
  thumbprint: 'BOT_CERTIFICATE_THUMBPRINT',
  key: 'BOT_CERTIFICATE_KEY',
  identity: 'BOT_IDENTITY_ID',
} as const satisfies Names;

/** What is wrong with the ways that are set for an application: there has to be exactly one, and all of it. */
export function problemsWithProof(names: Names, given: Given): string[] {
  const { secret, thumbprint, key, identity } = names;
  const has = (name: string) => given[name] !== undefined;
  const problems: string[] = [];
  if (has(thumbprint) !== has(key)) problems.push(`${thumbprint} and ${key} must be set together`);
  const ways = [has(secret) && secret, (has(thumbprint) || has(key)) && thumbprint, has(identity) && identity].filter(
    (way) => way !== false,
  );
  if (ways.length === 0) problems.push(`${secret} is missing: set it, or ${thumbprint} and ${key}, or ${identity}`);
  if (ways.length > 1) problems.push(`${ways.join(' and ')} contradict each other: one way to sign in has to be set`);
  return problems;
}

/** The one way that is set; null where none is. */
export function proofOf<N extends Names>(
  names: N,
  given: Readonly<Partial<Record<N['secret' | 'thumbprint' | 'key' | 'identity'], string | undefined>>>,
): Proof | null {
  const at = (name: N['secret' | 'thumbprint' | 'key' | 'identity']) => given[name];
  const [secret, thumbprint, privateKey, identityId] = [
    at(names.secret),
    at(names.thumbprint),
    at(names.key),
    at(names.identity),
  ];
  if (secret !== undefined) return { kind: 'secret', secret };
  if (identityId !== undefined) return { kind: 'identity', identityId };
  if (thumbprint !== undefined && privateKey !== undefined) return { kind: 'certificate', thumbprint, privateKey };
  return null;
}
