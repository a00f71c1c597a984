/** The vocabulary's word that a misspelt one stands for, or null. The first letter is trusted, which keeps `block` from being `clock`. */
export function respelt(word: string, byInitial: ReadonlyMap<string, readonly string[]>): string | null {
  if (word.length < 4 || word.length > 20 || /\d/.test(word)) return null;
  const allowed = word.length >= 8 ? 2 : 1;
  let best: string | null = null;
  let least = allowed + 1;
  for (const known of byInitial.get(word[0]!) ?? []) {
    if (known.length < 4 || Math.abs(known.length - word.length) > allowed) continue;
    const away = word.length === 4 || known.length === 4 ? (swapped(word, known) ? 1 : 9) : distance(word, known);
    if (away < least) {
      least = away;
      best = known;
    }
  }
  return best;
}

/** Four letters are too few for a guess, save where two of them changed places. */
function swapped(word: string, known: string): boolean {
  return (
    word.length === known.length && distance(word, known) === 1 && [...word].sort().join() === [...known].sort().join()
  );
}

/** Edits between two words, two letters that changed places counting once. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return row[b.length]!;
}
