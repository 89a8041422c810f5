/** A small square picture of somebody. */
export interface Photo {
  readonly type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';
  readonly bytes: Uint8Array;
}

/** Pictures that people have given the organisation of themselves. */
export interface Photos {
  /** Null where there is none, it is not ours to see, or it cannot be had now: whoever shows people shows their initials. */
  of(tenantId: string, entraObjectId: string): Promise<Photo | null>;
}
