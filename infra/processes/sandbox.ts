import { mkdir } from 'node:fs/promises';
import type { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Child, type Surroundings } from './child.ts';
import { trust } from './trust.ts';

/** Milliseconds a part may take to start on a slow machine. */
const patience = 120_000;
const Ready = z.object({ ready: z.literal(true), url: z.string(), certificate: z.string() });
const Settings = z.looseObject({
  SANDBOX_URL: z.string(),
  ENTRA_TENANT_IDS: z.string(),
  ENTRA_CLIENT_ID: z.string(),
  ENTRA_CLIENT_SECRET: z.string(),
  GRAPH_BASE_URL: z.string(),
});

/** What the product needs to be told to run on a stand-in tenant. */
export type SandboxSettings = z.infer<typeof Settings> & Readonly<Record<string, string>>;

/** A running stand-in tenant. */
export interface SandboxProcess {
  readonly child: Child;
  readonly url: string;
  readonly settings: SandboxSettings;
}

/** Starts the stand-in tenant, and has this process trust its certificate. */
export async function startSandboxProcess(
  surroundings: Surroundings,
  options: {
    /** What is booked, said and set outlives a restart here. */
    readonly data: string;
    /** 0, or nothing, takes a free port. */
    readonly port?: number;
    /** An import file of people instead of the made-up organisation. */
    readonly people?: string | undefined;
    /** What its clock says when it is started for the first time; the real time without it. */
    readonly start?: Temporal.Instant;
  },
): Promise<SandboxProcess> {
  await mkdir(options.data, { recursive: true });
  const words = ['--port', String(options.port ?? 0), '--data', options.data];
  if (options.people !== undefined) words.push('--people', options.people);
  if (options.start !== undefined) words.push('--start', options.start.toString());
  const child = new Child({ ...surroundings, name: 'sandbox', command: ['infra/sandbox/main.ts', ...words] });
  try {
    const { url, certificate } = await child.line(
      (line) => (line.startsWith('{"ready"') ? Ready.parse(JSON.parse(line)) : undefined),
      patience,
    );
    trust(certificate);
    const answer = await fetch(`${url}/control/settings`);
    return { child, url, settings: Settings.parse(await answer.json()) as SandboxSettings };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
