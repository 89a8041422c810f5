/** Prints lines of cells as a table: the first column to the left, the others to the right. */
export function printTable(lines: readonly (readonly string[])[]): void {
  const columns = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${cells.join('  ')}`.trimEnd());
  }
}

export const number = (value: number): string => value.toLocaleString('en-GB');

export function time(milliseconds: number): string {
  if (milliseconds < 1_000) return `${milliseconds.toPrecision(3)} ms`;
  const seconds = milliseconds / 1_000;
  return `${seconds < 100 ? seconds.toFixed(2) : seconds.toFixed(0)} s`;
}

export const memory = (bytes: number): string => `${number(Math.round(bytes / 2 ** 20))} MiB`;

/** A ratio, as `×12` or `×0.25`. */
export function times(ratio: number): string {
  return `×${ratio >= 100 ? number(Math.round(ratio)) : ratio.toPrecision(2)}`;
}
