/** What those who look at it now are told. Only ids: they ask for the rest as themselves. */
export type News =
  | {
      readonly kind: 'pairing';
      readonly id: string;
      readonly programmeId: string;
      /** Whom of the two it concerns. */
      readonly people: readonly string[];
    }
  | { readonly kind: 'programme'; readonly id: string }
  /** Somebody is in an item of an agenda, or in none any more; nothing is kept of it. */
  | {
      readonly kind: 'presence';
      readonly people: readonly string[];
      readonly meetingId: string;
      readonly itemId: string | null;
      readonly personId: string;
    }
  /** Something may have been told that was not heard. */
  | { readonly kind: 'missed' };

/** What changes, told within moments, whichever server it happens on; after what it tells of is kept. */
export interface Live {
  /** Calls back for all news of a tenant; answers how to stop. Who may know what is for the listener to see to. */
  listen(tenantId: string, heard: (news: News) => void): () => void;
  /** Tells what is not kept. May be lost. */
  whisper(tenantId: string, news: Extract<News, { kind: 'presence' }>): Promise<void>;
}
