const CLUSTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last place at or before `limit` where text may be parted: never inside a character with its marks. */
export function boundary(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  // A cluster that is longer than this is no character of any script.
  const from = Math.max(0, limit - 64);
  const start = isLowSurrogate(text, from) ? from - 1 : from;
  const at = CLUSTERS.segment(text.slice(start, limit + 64)).containing(limit - start)!.index + start;
  if (at > start) return at;
  return isLowSurrogate(text, limit) && limit > 1 ? limit - 1 : limit;
}

/** Text in pieces of at most `limit`, parted at a space where one is near. Together they are the text. */
export function pieces(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const most = boundary(rest, limit);
    const space = rest.lastIndexOf(' ', most - 1) + 1;
    const at = space > most * 0.8 ? space : most;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...parts, rest];
}

/** At most `limit` characters, with an ellipsis where something was left off. */
export function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, boundary(text, limit - 1)).trimEnd()}…`;
}

function isLowSurrogate(text: string, at: number): boolean {
  return /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');
}
