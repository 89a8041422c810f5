/** What somebody who writes asks for that is no wish of the vocabulary; null when it is nothing of the kind. */
export function readWord(text: string): 'how-it-works' | 'leave' | null {
  const said = text.slice(0, 300).toLowerCase();
  if (/\bhow (does|it|this)\b.*\bworks?\b/.test(said)) return 'how-it-works';
  return /\bleave\b/.test(said) ? 'leave' : null;
}
