/**
 * What came of installing the app for somebody. `already`: they have it. `not-allowed`: the organisation does not let us, or
 * does not have the app. `person-gone`: nobody is called so any more.
 */
export type Installation = 'installed' | 'already' | 'not-allowed' | 'person-gone';

/** Brings the bot to people who have not added it themselves. Throws `TemporaryError` when that cannot be done now. */
export interface Installer {
  /** The chat tells of the installation by itself, as if the person had added it. */
  install(tenantId: string, entraObjectId: string): Promise<Installation>;
}
