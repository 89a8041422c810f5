import type { Refusal } from './conversation.ts';

/**
 * What came of installing the app for somebody. `already`: they have it. `not-allowed`: we lack the permission to. `disabled`:
 * their organisation has switched it off for them. `no-app`: it is not among the organisation's apps, or we do not know which
 * it is there. `person-gone`: nobody is called so any more.
 */
export type Installation = 'installed' | 'already' | Refusal | 'no-app' | 'person-gone';

/** Brings the bot to people who have not added it themselves. Throws `TemporaryError` when that cannot be done now. */
export interface Installer {
  /** The chat tells of the installation by itself, as if the person had added it. */
  install(tenantId: string, entraObjectId: string): Promise<Installation>;
}
