/** Milliseconds in which every browser has begun to save. */
const untilSaving = 60_000;

/** Has the browser save a table under a name. */
export function saveTable(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), untilSaving);
}
