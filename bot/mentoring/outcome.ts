/** What came of something asked: done, or a reason the asker can be told. The unexpected throws instead. */
export type Outcome<Value, Reason extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason };

export const done = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

export const refused = <Reason extends string>(reason: Reason): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason,
});

/** A field of what somebody asks for, and the rule that it breaks, to be told to them. */
export interface FieldProblem {
  readonly field: string;
  readonly value: string;
  readonly rule: string;
}

/** For references that the database guarantees: their absence is a defect, not a case. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`${what} is missing although the database vouches for it`);
  return value;
}
