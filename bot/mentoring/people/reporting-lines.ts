/** Who reports to whom: person id → manager's id, null for a head. */
export type Lines = ReadonlyMap<string, string | null>;

/** Everybody above somebody, nearest first. Ends where a loop in the data begins. */
export function managersAbove(lines: Lines, personId: string): ReadonlySet<string> {
  const above = new Set<string>();
  let manager = lines.get(personId) ?? null;
  while (manager !== null && manager !== personId && !above.has(manager)) {
    above.add(manager);
    manager = lines.get(manager) ?? null;
  }
  return above;
}
