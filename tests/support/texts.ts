import type { BotMessage } from '../../bot/mentoring/chat/chat.ts';
import { cardOf as cardIn } from '../../bot/microsoft/teams/cards/cards.ts';
import { textsFor } from '../../bot/microsoft/teams/texts.ts';

/** What the bot says to somebody whose client speaks English. */
export const english = textsFor('en');
export const { t, when, rhythm } = english;
export const cardOf = (message: BotMessage) => cardIn(message, english);
