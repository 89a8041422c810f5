/** The seconds that an answer asks to wait for, by its `Retry-After`; null when it does not say. */
export function retryAfter(headers: { get(name: string): string | null } | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : null;
}
