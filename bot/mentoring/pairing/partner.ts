/** The other side of a pairing, as much as a card shows. */
export interface Partner {
  readonly displayName: string;
  readonly jobTitle: string | null;
}
