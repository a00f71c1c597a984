/** Longer text is no question; the cut also bounds the time that reading one takes. */
const LONGEST = 600;

const SAME = new Map([
  ['’', "'"],
  ['‘', "'"],
  ['´', "'"],
  ['`', "'"],
  ['“', ' '],
  ['”', ' '],
  ['"', ' '],
  ['→', ' to '],
  ['–', '-'],
  ['—', ' , '],
]);

/** Lower-case words and commas of a question: quotes straightened, contractions opened, hyphens cut, addresses left whole. */
export function wordsOf(text: string): readonly string[] {
  const plain = [...text.slice(0, LONGEST)].map((char) => SAME.get(char) ?? char).join('');
  return plain
    .toLowerCase()
    .replace(/\s-i\s+(?=vmk)/g, ' from ')
    .replace(/[-=]>/g, ' to ')
    .replace(/(\d) +\/ *(\d)/g, '$1/$2')
    .split(/[\s()[\]{}<>!?;*_|"]+/u)
    .flatMap(pieces);
}

function pieces(word: string): readonly string[] {
  const [, body, comma] = /^[.,:'#]*([\s\S]*?)([.,:'#]*)$/.exec(word)!;
  const parts = /^\d+(\.\d+){2,}/.test(body!) || body!.includes('::') ? [possessive(body!)] : cut(body!);
  return [...parts.filter((part) => part !== ''), ...(/[,:]/.test(comma!) ? [','] : [])];
}

function possessive(word: string): string {
  return word.replace(/'s?$/, '');
}

/** `can't` is `can not`, `why's` is `why is`, `v-motion` is `v motion`. */
function cut(word: string): readonly string[] {
  return word
    .replace(/^can't$|^cant$|^cannot$/, 'can not')
    .replace(/^won't$|^wont$/, 'will not')
    .replace(/n't$/, ' not')
    .replace(/^(do|does|did|is|are|was|has|have|would|could|should)nt$/, '$1 not')
    .replace(/^(why|how|what|which|where|who|when|that|it|there|here)'s$/, '$1 is')
    .replace(/'(ll|d|ve|re|m|s)?$/, '')
    .split(/[ \-/,.:'+&=]+/);
}
