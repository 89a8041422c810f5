import { z } from 'zod';
import { Child, type Surroundings } from './child.ts';

/** Milliseconds the product may take to start: a first start makes its database. */
const patience = 120_000;
const Ready = z.object({ address: z.string(), msg: z.literal('ready') });
/** Names that the product reads: what is set in the shell must not lead it away from the sandbox. */
const productNames =
  /^(ENTRA|GRAPH|BOT|DATABASE|TAB|TEAMS|IDENTITY|SANDBOX|CLOCK|VANTAGE)_|^(PORT|HOST|PUBLIC_URL|DATA_FOLDER|LOG_LEVEL)$/;

/** A running product. */
export interface ProductProcess {
  readonly child: Child;
  /** Where it listens; an origin. */
  readonly address: string;
}

/** Starts the product with these settings and no others of its own, and waits until it serves. `folder`: of another version. */
export async function startProductProcess(
  surroundings: Surroundings,
  settings: Readonly<Record<string, string>>,
  folder?: string,
): Promise<ProductProcess> {
  const inherited = Object.entries(process.env).filter(([name]) => !productNames.test(name));
  const environment = { ...Object.fromEntries(inherited), LOG_LEVEL: 'info', ...settings };
  const child = new Child({
    ...surroundings,
    name: 'product',
    command: ['bot/main.ts'],
    environment,
    ...(folder !== undefined && { folder }),
  });
  try {
    const address = await child.line((line) => {
      if (!line.includes('"msg":"ready"')) return undefined;
      const ready = Ready.safeParse(JSON.parse(line));
      return ready.success ? ready.data.address : undefined;
    }, patience);
    return { child, address };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
