/** Characters that show nothing, reorder what stands beside them, or are half a character; emoji variants are let be. */
const UNSEEN = /(?![\ufe0e\ufe0f\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Text as it can be seen: what has no glyph is shown by its sign (`␛`) or its number (`‹U+202E›`), so that nothing hides, runs
 * backwards or is lost. Line breaks stay; a tab becomes spaces.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/\t/g, '    ').replace(UNSEEN, named);
}

/** The same where a line must stay one line: a row of output, a cell, a command to copy. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\n/g, '␊');
}

function named(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  if (code >= 0xd800 && code <= 0xdfff) return '\ufffd';
  return `‹U+${code.toString(16).toUpperCase().padStart(4, '0')}›`;
}
