/** By what somebody is found in all that is kept. */
export interface Somebody {
  readonly entraObjectId: string;
  /** Null where nothing is known of them as a person. */
  readonly personId: string | null;
  readonly userPrincipalName: string | null;
  /** Their pairings as far as they know of them. */
  readonly pairingIds: readonly string[];
}

/** Everything that is kept of somebody, in parts named after where it is kept. */
export type MyData = Readonly<Record<string, readonly unknown[]>>;
