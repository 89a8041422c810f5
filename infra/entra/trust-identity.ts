import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

/**
 * Has the app registration trust the server's managed identity, so that the server needs no secret: a federated credential,
 * which the toolkit has no step for. Signs in as whoever is signed in to the Azure CLI.
 */

const filled = z.string().min(1);
const Environment = z.object({
  AAD_APP_CLIENT_ID: filled,
  FEDERATION_ISSUER: filled,
  FEDERATION_SUBJECT: filled,
  FEDERATION_AUDIENCE: filled,
  GRAPH_URL: filled,
});
/** Not to be changed: under another name a second credential would be made beside the first. */
const name = 'vantage-server';

/** The credential could not be written; the message says how to do it by hand. */
export class NotTrusted extends Error {
  override readonly name = 'NotTrusted';
}

/** Writes the credential, or changes the one that is there. Throws `NotTrusted`. */
export async function trustIdentity(
  environment: Readonly<Record<string, string | undefined>>,
  tokenFor: (resource: string) => Promise<string>,
): Promise<void> {
  const read = Environment.safeParse(environment);
  if (!read.success) {
    const missing = read.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new NotTrusted(`These are missing, which the steps of teamsapp.yml before this one write: ${missing}`);
  }
  const { AAD_APP_CLIENT_ID: appId, FEDERATION_ISSUER: issuer, FEDERATION_SUBJECT: subject } = read.data;
  const { FEDERATION_AUDIENCE: audience, GRAPH_URL: graph } = read.data;
  const credential = {
    issuer,
    subject,
    audiences: [audience],
    description: 'The server of Vantage signs in as its managed identity.',
  };
  try {
    const address = `${graph}/v1.0/applications(appId='${appId}')/federatedIdentityCredentials(name='${name}')`;
    const response = await fetch(address, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${await tokenFor(graph)}`,
        'content-type': 'application/json',
        prefer: 'create-if-missing',
      },
      body: JSON.stringify(credential),
    });
    if (!response.ok) throw new Error(`Graph answered ${response.status}: ${await response.text()}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NotTrusted(`The app registration does not trust the server yet: ${why}
Sign in to the Azure CLI (az login) as somebody who may change the registration and provision again; or add it by hand, in
Entra under App registrations, ${appId}, Certificates & secrets, Federated credentials, Other issuer:
  issuer    ${issuer}
  subject   ${subject}
  audience  ${audience}
  name      ${name}`);
  }
}

/** A token of the Azure CLI. On Windows the CLI is a script, which only a shell starts. */
async function tokenOfAzureCli(resource: string): Promise<string> {
  const asked = ['account', 'get-access-token', '--resource', resource, '--query', 'accessToken', '--output', 'tsv'];
  const { stdout } = await promisify(execFile)('az', asked, { shell: process.platform === 'win32' });
  return stdout.trim();
}

if (import.meta.main) {
  try {
    await trustIdentity(process.env, tokenOfAzureCli);
    console.log('The app registration trusts the server’s managed identity.');
  } catch (error) {
    if (!(error instanceof NotTrusted)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
