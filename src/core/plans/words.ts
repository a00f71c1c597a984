/** The words of one command for a host, checked one by one: no shell reads anything into them. */
export type Words = readonly string[];

/** No blank, quote, dollar, semicolon or other sign that a shell knows. */
const WORD = /^[A-Za-z0-9_./=-]{1,120}$/;

export function isWord(text: string): boolean {
  return WORD.test(text);
}

/** Splits a fixed text and refuses what is no word: whoever gets here with one has not checked a value, which is a bug. */
export function words(text: string): Words {
  const all = text.split(' ');
  for (const word of all) if (!isWord(word)) throw new Error(`not a word for a host: ${JSON.stringify(word)}`);
  return all;
}

/** As somebody types it: a text for a shell stands in quotes. */
export function typedWords(words: Words): string {
  return words.map((word) => (isWord(word) ? word : `'${word}'`)).join(' ');
}
