/** Why nothing was done, in words for whoever asked for it; holds nothing of what is kept. */
export class CopyRefused extends Error {
  override readonly name = 'CopyRefused';
}
