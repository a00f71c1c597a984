/** One line of the input: `text` is what parsers see, `raw` is quoted as evidence. `number` counts from 1 in the input as given. */
export interface Line {
  readonly number: number;
  readonly text: string;
  readonly raw: string;
  /** The letter of the input, where several were given. */
  readonly capture?: string;
}

/** Anything a terminal, a chat client or a web page puts into a paste and ESXi does not print. */
const DAMAGE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: pastes hold terminal escapes
  /[\t\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u200b-\u200f\u2010-\u202f\u2060\u3000\ufeff\\&]|^ *(?:>|\/\/|#|\||```|\[\/?code|<\/?(?:pre|code))/m;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal escapes
const ESCAPES = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters carry no output
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2060\ufeff]/g;
const MARKDOWN_ESCAPE = /\\([_\-*#>[\]().!`~|+\\])/g;
const FENCE = /^\s*(?:```[\w-]*|~~~[\w-]*|\[\/?code[^\]]*\]|<\/?(?:pre|code)[^>]*>)\s*$/i;
const ENTITIES: Readonly<Record<string, string>> = {
  '&gt;': '>',
  '&lt;': '<',
  '&amp;': '&',
  '&nbsp;': ' ',
  '&quot;': '"',
  '&#39;': "'",
};

/** Splits the input into lines and undoes what quoting, fences, comment marks and typography did to them. */
export function toLines(input: string): Line[] {
  const raws = input.split(/\r\n|\n|\r/);
  if (!DAMAGE.test(input)) return raws.map((raw, i) => ({ number: i + 1, text: raw, raw }));
  const texts = raws.map(undoTypography);
  const mark = commentMark(texts);
  return raws.map((raw, i) => ({ number: i + 1, text: mark ? texts[i]!.replace(mark, '') : texts[i]!, raw }));
}

function undoTypography(raw: string): string {
  let text = raw;
  if (text.includes('\u001b')) text = text.replace(ESCAPES, '');
  // A tab stands for a run of blanks between columns.
  text = text
    .replace(/\t/g, '  ')
    .replace(INVISIBLE, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ');
  text = text
    .replace(/[\u2018\u2019\u201a]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-');
  if (text.includes('\\')) text = text.replace(MARKDOWN_ESCAPE, '$1');
  if (text.includes('&')) text = text.replace(/&(?:gt|lt|amp|nbsp|quot|#39);/g, (entity) => ENTITIES[entity]!);
  text = text.replace(/^(?:\s{0,3}>(?: |$|(?=\S)))+/, '');
  if (FENCE.test(text)) return '';
  text = text.replace(/^\s*```/, '').replace(/```\s*$/, '');
  if (/^\s*\|.*\|\s*$/.test(text)) text = text.replace(/\|/g, '  ');
  return text;
}

/** Whole pastes are posted as comments (`// `, `# `); a single `#` is a prompt and stays. */
function commentMark(texts: readonly string[]): RegExp | null {
  const filled = texts.filter((text) => text.trim() !== '');
  for (const mark of [/^\s*\/\/ ?/, /^\s*# ?/]) {
    if (filled.length > 1 && filled.every((text) => mark.test(text))) return mark;
  }
  return null;
}
