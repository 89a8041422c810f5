/** Milliseconds in which every browser has begun to save. */
const untilSaving = 60_000;

/** Has the browser save something under a name. A plain link to the server would not carry the token. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), untilSaving);
}
