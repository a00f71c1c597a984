const MOST_LETTERS = 120;
const MOST_WORDS = 5;

/** A host's own words within a sentence of ours: on one line, without what steers a terminal, and not too long. */
export function foreign(said: string): string {
  const plain = said
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...plain.slice(0, 4 * MOST_LETTERS)];
  return letters.length <= MOST_LETTERS ? plain : `${letters.slice(0, MOST_LETTERS).join('').trimEnd()}…`;
}

/** Several of them. */
export function foreignList(said: readonly string[], quote = ''): string {
  const some = said.slice(0, MOST_WORDS).map((each) => `${quote}${foreign(each)}${quote}`);
  return [...some, ...(said.length > MOST_WORDS ? [`and ${said.length - MOST_WORDS} more`] : [])].join(', ');
}
