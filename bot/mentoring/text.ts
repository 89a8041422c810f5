const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The text when it has at most `limit` UTF-16 units, else as many whole characters as fit with an ellipsis behind them. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  // More than the limit never fits, and a text may be very long.
  for (const { segment } of characters.segment(text.slice(0, limit))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
