/** A byte order mark: without it spreadsheets take UTF-8 for something else. */
export const csvStart = '\u{FEFF}';

/**
 * A cell that is text whatever stands in it. Spreadsheets take what begins like a formula for one, after spaces too, and
 * where a machine's language has another separator they cut there as well: an apostrophe goes before each such place.
 */
export function textCell(value: string): string {
  const harmless = value.replaceAll(/(^|[\t\r\n,;|])(\s*[=+\-@＝＋－＠])/g, `$1'$2`);
  return `"${harmless.replaceAll('"', '""')}"`;
}
