import type { Texts } from '../texts.ts';
import type { Element } from './elements.ts';

/** How each kind of message is drawn. */
export type Drawings<Message extends { readonly kind: string }> = {
  readonly [Kind in Message['kind']]: (message: Extract<Message, { kind: Kind }>, texts: Texts) => Element;
};
