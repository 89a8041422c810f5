import { z } from 'zod';
import { until } from '../until.ts';
import type { Product } from './product.ts';

const Activity = z.object({
  id: z.string(),
  from: z.enum(['bot', 'person']),
  attachments: z.array(z.unknown()),
  updatedCount: z.number(),
});
const Chat = z.object({ activities: z.array(Activity) });
const Taken = z.object({ status: z.number(), body: z.unknown() });

/** Something that stands in somebody's chat with the bot. */
export type Said = z.infer<typeof Activity>;

const path = (person: string) => `/chat/${encodeURIComponent(person)}`;

/** Adds the bot for somebody. */
export async function install(product: Product, person: string): Promise<void> {
  await product.control('POST', `${path(person)}/install`);
}

/** What the bot says to somebody, in its order, as it shows now. */
export async function saidTo(product: Product, person: string): Promise<readonly Said[]> {
  const { activities } = Chat.parse(await product.control('GET', path(person)));
  return activities.filter(({ from }) => from === 'bot');
}

const holds = (said: Said, ...texts: readonly string[]): boolean => {
  const whole = JSON.stringify(said.attachments);
  return texts.every((text) => whole.includes(text));
};

/** The bot's messages to somebody that hold all these texts: the verb of a button, an id. */
export async function cardsWith(
  product: Product,
  person: string,
  ...texts: readonly string[]
): Promise<readonly Said[]> {
  return (await saidTo(product, person)).filter((said) => holds(said, ...texts));
}

/** Waits for a message of the bot that holds all these texts. */
export async function cardWith(product: Product, person: string, ...texts: readonly string[]): Promise<Said> {
  let found: Said | undefined;
  await until(async () => {
    found = (await cardsWith(product, person, ...texts)).at(-1);
    return found !== undefined;
  });
  return found as Said;
}

/** Taps a button; answers what the card shows from then on, as text. */
export async function tap(
  product: Product,
  person: string,
  activityId: string,
  verb: string,
  data: Readonly<Record<string, string>>,
): Promise<string> {
  const answered = await product.control('POST', `${path(person)}/submit`, {
    activityId,
    verb,
    data: { ...data, verb },
  });
  const { status, body } = Taken.parse(answered);
  if (status !== 200) throw new Error(`the bot answered ${status}`);
  return JSON.stringify(body);
}
