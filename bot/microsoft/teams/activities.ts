import { randomUUID } from 'node:crypto';
import { CardFactory, MessageFactory, TurnContext, type Activity } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ChatHandlers, ConversationReference, Identity, Reply } from '../../mentoring/chat/chat.ts';
import { readAction } from './actions/actions.ts';
import { languageOf } from '../../locales/languages.ts';
import { cardOf, notUnderstoodCard, troubleCard } from './cards/cards.ts';
import type { Element } from './cards/elements.ts';
import { tenantOf } from './tenant-of.ts';
import { textsFor, type Texts } from './texts.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';
const Invoked = z.object({
  action: z.object({ verb: z.string().optional(), data: z.record(z.string(), z.unknown()).default({}) }),
});

/** Who wrote, by Entra's ids; null when the activity does not say. */
function identityOf(activity: Activity): Identity | null {
  const entraObjectId = activity.from.aadObjectId?.toLowerCase();
  const ids = z
    .object({ tenantId: z.guid(), entraObjectId: z.guid() })
    .safeParse({ tenantId: tenantOf(activity), entraObjectId });
  return ids.success ? ids.data : null;
}

function referenceOf(activity: Activity): ConversationReference {
  return {
    serviceUrl: activity.serviceUrl,
    conversationId: activity.conversation.id,
    botId: activity.recipient.id,
    userId: activity.from.id,
    channelId: activity.channelId,
    locale: activity.locale ?? null,
  };
}

/** The texts in the language of the one who wrote or tapped. */
const textsOf = (activity: Activity): Texts => textsFor(languageOf(activity.locale ?? null));

/** A card as a message to send. */
export const cardMessage = (shown: Element): Partial<Activity> =>
  MessageFactory.attachment(CardFactory.adaptiveCard(shown));

/** One turn: what arrived goes to mentoring, what mentoring says goes back as a card. Errors become a kind sentence. */
export async function turn(context: TurnContext, handlers: ChatHandlers, log: Logger): Promise<void> {
  const { activity } = context;
  try {
    await answer(context, handlers, log);
  } catch (error) {
    // Nobody waits for words after an installation; what was not kept must not look as if it were.
    if (activity.type === 'installationUpdate') throw error;
    const reference = randomUUID().slice(0, 8);
    log.error({ err: error, reference, type: activity.type }, 'an activity failed');
    const apology = troubleCard(reference, textsOf(activity));
    if (activity.type === 'invoke') await respond(context, apology);
    else await context.sendActivity(cardMessage(apology)).catch(noted(log, 'an apology found nobody', reference));
  }
}

/** Writes an error down that nothing can be done about here. */
const noted = (log: Logger, what: string, reference?: string) => (error: unknown) => {
  log.warn({ err: error, reference }, what);
};

async function answer(context: TurnContext, handlers: ChatHandlers, log: Logger): Promise<void> {
  const { activity } = context;
  const who = identityOf(activity);
  const texts = textsOf(activity);
  const say = async (...replies: readonly Reply[]) => {
    for (const reply of replies) {
      const sent = await context.sendActivity(cardMessage(cardOf(reply.message, texts)));
      if (who && reply.noticeId !== null && sent?.id !== undefined) await handlers.shown(who, reply, sent.id);
    }
  };
  switch (activity.type) {
    case 'installationUpdate': {
      if (!who) return;
      if (activity.action?.startsWith('remove') === true) await handlers.uninstalled(who);
      else {
        const greeting = await handlers.installed(who, referenceOf(activity));
        // An upgrade is no news to anybody. Who cannot be greeted is installed all the same: told of it again, nothing
        // would be better.
        if (activity.action !== 'add-upgrade') await say(...greeting).catch(noted(log, 'a greeting found nobody'));
      }
      return;
    }
    case 'message': {
      if (!who) await say({ message: { kind: 'not-enrolled', name: null, isOpen: false }, noticeId: null });
      else if (activity.value !== undefined && activity.value !== null) await submitted(context, who, handlers, texts);
      else
        await say(...(await handlers.said(who, referenceOf(activity), TurnContext.removeRecipientMention(activity))));
      return;
    }
    case 'invoke': {
      if (activity.name !== 'adaptiveCard/action') {
        await context.sendActivity({ type: 'invokeResponse', value: { status: 501 } });
        return;
      }
      const invoked = Invoked.safeParse(activity.value);
      const action = invoked.success
        ? readAction({
            ...invoked.data.action.data,
            verb: invoked.data.action.verb ?? invoked.data.action.data['verb'],
          })
        : null;
      if (!who || !action) await respond(context, notUnderstoodCard(texts));
      else await respond(context, cardOf(await handlers.acted(who, action), texts));
      return;
    }
    default:
      // Typing, reactions, members coming and going: nothing is asked of us.
      return;
  }
}

/** The new card as the answer to a tap; the client shows it in place of the old one. */
async function respond(context: TurnContext, shown: Element): Promise<void> {
  const body = { statusCode: 200, type: cardType, value: shown };
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}

/** A tap from a client that does not know `Action.Execute`: the card is replaced where that is possible. */
async function submitted(context: TurnContext, who: Identity, handlers: ChatHandlers, texts: Texts): Promise<void> {
  const action = readAction(context.activity.value);
  const shown = action ? cardOf(await handlers.acted(who, action), texts) : notUnderstoodCard(texts);
  const replaced = context.activity.replyToId;
  if (action && replaced) await context.updateActivity({ ...cardMessage(shown), id: replaced });
  else await context.sendActivity(cardMessage(shown));
}
