import { stripVTControlCharacters } from 'node:util';

/**
 * What a host printed is untrusted: escape sequences could retitle or repaint the terminal, direction marks could show an
 * address backwards. Both are taken out; a tab becomes a space.
 */
export function clean(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replace(/\t/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be taken out
      .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
  );
}

/** JSON in which such characters stand as escapes, so that it may be shown on a terminal too. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
