import type { Config } from './config.ts';
import { createAppTokens, type AppTokens, type Credential } from './microsoft/entra/app-tokens.ts';
import { createManagedIdentity, identityTokens, type ManagedIdentity } from './microsoft/entra/managed-identity.ts';
import type { Proof } from './proofs.ts';
import type { DatabasePasswords } from './storage/address.ts';

/** How the product signs in, everywhere it has to. */
export interface Credentials {
  readonly graph: AppTokens;
  /** Null where the bot has no registration. */
  readonly bot: AppTokens | null;
  /** Undefined where the passwords stand in the addresses. */
  readonly databasePasswords: DatabasePasswords | undefined;
}

/** The ways to sign in that the settings name; nothing is asked for yet. */
export function createCredentials({ settings, secrets }: Config): Credentials {
  const identities = new Map<string, ManagedIdentity>();
  const identityOf = (clientId: string): ManagedIdentity => {
    const { IDENTITY_ENDPOINT: endpoint = '' } = settings;
    const { IDENTITY_HEADER: header = '' } = secrets;
    const identity = identities.get(clientId) ?? createManagedIdentity({ endpoint, header, clientId });
    identities.set(clientId, identity);
    return identity;
  };
  const credential = (proof: Proof): Credential => {
    if (proof.kind === 'secret') return { clientSecret: proof.secret };
    if (proof.kind === 'certificate') {
      return { certificate: { thumbprintSha256: proof.thumbprint, privateKey: proof.privateKey } };
    }
    return { assertion: () => identityOf(proof.identityId).token(settings.ENTRA_EXCHANGE_AUDIENCE) };
  };
  const tokensOf = (clientId: string, proof: Proof): AppTokens =>
    proof.kind === 'identity' && proof.identityId === clientId
      ? identityTokens(identityOf(clientId))
      : createAppTokens({ authority: settings.ENTRA_AUTHORITY, clientId, ...credential(proof) });

  const { BOT_APP_ID: botId, DATABASE_IDENTITY_ID: running, DATABASE_MIGRATION_IDENTITY_ID: migrating } = settings;
  const passwordOf = (clientId: string) => () => identityOf(clientId).token(settings.DATABASE_TOKEN_SCOPE);
  return {
    graph: tokensOf(settings.ENTRA_CLIENT_ID, secrets.graphProof),
    bot: botId === undefined || secrets.botProof === null ? null : tokensOf(botId, secrets.botProof),
    databasePasswords:
      running === undefined || migrating === undefined
        ? undefined
        : { running: passwordOf(running), migrating: passwordOf(migrating) },
  };
}
