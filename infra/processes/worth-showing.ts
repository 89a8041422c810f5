/** pino's number for a warning; everything above it is worse. */
const warning = 40;

/**
 * What a child's line says to somebody at the terminal: null for what belongs in the log file only. Lines of JSON are
 * shown from a warning up, other lines when they come from the error stream.
 */
export function worthShowing(line: string, isError: boolean): string | null {
  if (line.startsWith('{')) {
    const entry = parse(line);
    if (entry !== null) {
      if (typeof entry.level !== 'number' || entry.level < warning) return null;
      const parts = [entry.msg, entry.err?.message];
      return parts.filter((part) => typeof part === 'string' && part !== '').join(': ') || line;
    }
  }
  return isError && line.trim() !== '' ? line : null;
}

interface Entry {
  readonly level?: unknown;
  readonly msg?: unknown;
  readonly err?: { readonly message?: unknown } | null;
}

function parse(line: string): Entry | null {
  try {
    return JSON.parse(line) as Entry;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
