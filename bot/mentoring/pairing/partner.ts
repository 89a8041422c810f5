/** The other side of a pairing, as much as a card shows. */
export interface Partner {
  readonly displayName: string;
  readonly jobTitle: string | null;
}

/** The same with where they work. */
export interface Profile extends Partner {
  readonly department: string | null;
  readonly officeLocation: string | null;
}
