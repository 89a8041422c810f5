import { askForHelp } from '../help/ask-for-help.ts';
import { lookForHelp } from '../help/look-for-help.ts';
import type { HelpAction } from '../help/messages.ts';
import { settleHelp } from '../help/settle-help.ts';
import type { Ports } from '../ports.ts';
import type { BotMessage, Identity } from './chat.ts';

/** What somebody taps who needs help, or who was asked for it; answers what the card shows from now on. */
export async function actOnHelp(ports: Ports, who: Identity, action: HelpAction): Promise<BotMessage> {
  switch (action.kind) {
    case 'look-for-help':
      return lookForHelp(ports, who, action.pairingId);
    case 'ask-for-help': {
      const { pairingId, to, wants, words } = action;
      const asked = await askForHelp(ports, who, pairingId, { to, wants, words });
      if (!asked.ok) {
        // Whom they chose is not there to be asked any more: they choose again.
        if (asked.reason === 'nobody-to-ask') return lookForHelp(ports, who, pairingId);
        return { kind: 'no-longer-open', reason: 'not-yours' };
      }
      const { kind, choice } = asked.value;
      if (kind === 'passed-on') {
        return { kind: 'help-passed-on', partner: choice.partner, contact: to === 'contact' ? choice.contact : null };
      }
      const { contact } = asked.value;
      const address = contact.userPrincipalName;
      return { kind: 'help-contact-away', pairingId, contact, address, lead: choice.lead };
    }
    case 'settle-help': {
      const settled = await settleHelp(ports, who, action.helpId, action.state);
      return settled.ok ? settled.value : { kind: 'no-longer-open', reason: 'not-yours' };
    }
  }
}
