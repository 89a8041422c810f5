import { z } from 'zod';
import { until } from '../until.ts';
import type { Product } from './product.ts';

const Activity = z.object({
  id: z.string(),
  from: z.enum(['bot', 'person']),
  attachments: z.array(z.unknown()),
  updatedCount: z.number(),
  /** What was written, for an answer to it. */
  replyToId: z.string().optional(),
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

const Button = z.object({ title: z.string(), data: z.record(z.string(), z.string()) });
const Cards = z.array(z.object({ content: z.object({ actions: z.array(z.unknown()).default([]) }) }));

/** A button of a card, with what it sends. */
export type Button = z.infer<typeof Button>;

/** The buttons of a card that send something, in their order. */
export function buttonsOf({ attachments }: Pick<Said, 'attachments'>): readonly Button[] {
  const actions = Cards.parse(attachments).flatMap(({ content }) => content.actions);
  return actions.flatMap((action) => Button.safeParse(action).data ?? []);
}

/** Writes to the bot; answers what it says to that, and nothing that it says of itself meanwhile. */
export async function write(product: Product, person: string, text: string): Promise<readonly Said[]> {
  await product.control('POST', `${path(person)}/message`, { text });
  const { activities } = Chat.parse(await product.control('GET', path(person)));
  const written = activities.findLast(({ from }) => from === 'person');
  return activities.filter(({ from, replyToId }) => from === 'bot' && replyToId === written?.id);
}

/** Writes to the bot, which has one card to say to that. */
export async function ask(product: Product, person: string, text: string): Promise<Said> {
  const [card, ...more] = await write(product, person, text);
  if (!card || more.length > 0) throw new Error(`the bot said ${more.length + (card ? 1 : 0)} things to ${text}`);
  return card;
}

/** Presses the first button of a card with this title, or of this verb; answers the card as it shows from then on. */
export async function press(product: Product, person: string, card: Said, titleOrVerb: string): Promise<Said> {
  const button = buttonsOf(card).find(({ title, data }) => title === titleOrVerb || data['verb'] === titleOrVerb);
  if (!button) throw new Error(`no ${titleOrVerb} on ${JSON.stringify(buttonsOf(card).map(({ title }) => title))}`);
  await tap(product, person, card.id, button.data['verb'] ?? '', button.data);
  const shown = (await saidTo(product, person)).find(({ id }) => id === card.id);
  if (!shown) throw new Error('the card is gone');
  return shown;
}

/** All that a card says and asks, as text. */
export const wordsOf = ({ attachments }: Said): string => JSON.stringify(attachments);
