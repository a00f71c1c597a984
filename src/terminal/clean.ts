import { stripVTControlCharacters } from 'node:util';

/**
 * What a host printed is untrusted: escape sequences could retitle or repaint the terminal, direction marks could show an
 * address backwards, and what has no width could hide in it. All are taken out; a tab becomes a space.
 */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\t/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}

/** JSON in which such characters stand as escapes, so that it may be shown on a terminal too. */
export function safeJson(value: unknown, indent?: number): string {
  return safeJsonText(JSON.stringify(value, null, indent));
}

/** The same of JSON that is written already. */
export function safeJsonText(json: string): string {
  return json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

/** One `\\u` for each half of a character beyond the first plane. */
function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
