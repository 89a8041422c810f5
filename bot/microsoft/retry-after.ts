/** Headers of an answer, of whatever library; as an object, as inside a `$batch`, in any case. */
type AnyHeaders = { get(name: string): string | null | undefined } | Readonly<Record<string, string>>;

/** The seconds that an answer asks to wait for, by its `Retry-After`, in seconds or as a date; null when it does not say. */
export function retryAfter(headers: AnyHeaders | undefined): number | null {
  const value = headers === undefined ? null : valueOf(headers);
  if (value === null || value.trim() === '') return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, (date - Date.now()) / 1_000);
}

function valueOf(headers: AnyHeaders): string | null {
  if (hasGet(headers)) return headers.get('retry-after') ?? null;
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null;
}

const hasGet = (headers: AnyHeaders): headers is { get(name: string): string | null | undefined } =>
  typeof headers.get === 'function';
