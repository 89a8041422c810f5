/** Counts requests by what they asked for and how they were answered. */
export class RequestCounts {
  readonly #counts = new Map<string, Map<number, number>>();

  /** `template` is the method and the path with its ids left out. */
  count(template: string, status: number): void {
    const statuses = this.#counts.get(template) ?? new Map<number, number>();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    this.#counts.set(template, statuses);
  }

  /** By template, how many there were in all and by status; status 0 is an answer that was lost. */
  get byTemplate(): Record<string, { count: number; statuses: Record<string, number> }> {
    return Object.fromEntries(
      [...this.#counts].map(([template, statuses]) => [
        template,
        {
          count: [...statuses.values()].reduce((sum, count) => sum + count, 0),
          statuses: Object.fromEntries(statuses),
        },
      ]),
    );
  }

  /** How many there were of each status. */
  get byStatus(): Record<string, number> {
    const totals: Record<string, number> = {};
    for (const statuses of this.#counts.values()) {
      for (const [status, count] of statuses) totals[status] = (totals[status] ?? 0) + count;
    }
    return totals;
  }

  forget(): void {
    this.#counts.clear();
  }
}
