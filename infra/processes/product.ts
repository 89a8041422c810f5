import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { z } from 'zod';
import { startChild, type Child } from './child.ts';

const Ready = z.object({ ready: z.literal(true), url: z.string(), certificate: z.string() });
const ProductReady = z.object({ address: z.string(), msg: z.literal('ready') });

/** A running stand-in tenant. */
export interface SandboxProcess {
  readonly child: Child;
  readonly url: string;
  /** The settings that the product needs to run on it. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Starts the stand-in tenant and trusts its certificate in this process. */
export async function startSandboxProcess(
  folder: string,
  options: { readonly port?: number; readonly people?: string | undefined } = {},
): Promise<SandboxProcess> {
  await mkdir(folder, { recursive: true });
  const args = ['--port', String(options.port ?? 0), '--data', join(folder, 'sandbox')];
  if (options.people !== undefined) args.push('--people', options.people);
  const logFile = join(folder, 'sandbox.log');
  const child = startChild({ name: 'The sandbox', script: 'infra/sandbox/main.ts', args, logFile });
  const { url, certificate } = Ready.parse(JSON.parse(await child.line((line) => line.startsWith('{"ready"'))));
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(certificate, 'utf8')]);
  const answer = await fetch(`${url}/control/settings`);
  const settings = z.record(z.string(), z.string()).parse(await answer.json());
  return { child, url, settings };
}

/** A running product. */
export interface ProductProcess {
  readonly child: Child;
  readonly address: string;
}

/** Starts the product with these settings and waits until it serves. */
export async function startProductProcess(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<ProductProcess> {
  await mkdir(folder, { recursive: true });
  const environment = { DATA_FOLDER: join(folder, 'data'), ...settings };
  const logFile = join(folder, 'product.log');
  const child = startChild({ name: 'The product', script: 'bot/main.ts', environment, logFile });
  const line = await child.line((text) => text.includes('"msg":"ready"'));
  return { child, address: ProductReady.parse(JSON.parse(line)).address };
}
