/** A text in UTF-8 that threads read without a copy of their own. */
export type SharedText = SharedArrayBuffer;

export function shareText(text: string): SharedText {
  const shared = new SharedArrayBuffer(Buffer.byteLength(text));
  Buffer.from(shared).write(text);
  return shared;
}

export function readShared(text: SharedText): string {
  return Buffer.from(text).toString();
}
