import { BAD, type Cell } from '../reading/cells.ts';

const ONE = [1] as const;

function oneWord(form: RegExp, value: (text: string) => unknown): Cell {
  return { lengths: () => ONE, read: (text) => (form.test(text) ? value(text) : BAD) };
}

/** `10.200.10.75 (p`: a name is cut at 15 characters, blanks and all, so it may be two words. */
export const remote: Cell = {
  lengths: () => [1, 2],
  read: (text) => (/^[*+#o.x-]?(?:[\w.:[-][\w.:()%[\]/-]*)(?: \([\w.]{0,8}\)?)?$/.test(text) ? text : BAD),
};

/** An address, the hash of one, or a word between dots such as `.INIT.`; names on `-p` alone are cut, too. */
export const refid = oneWord(/^[\w.:()-]+$/, (text) => text);
export const stratum = oneWord(/^(?:\d|1[0-6])$/, Number);
export const type = oneWord(/^[a-zA-Z-]$/, (text) => text);

const UNIT: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400, y: 31_557_600 };

/** `12`, `17m`, `3h`, `2d`; `-`: not yet. */
export const span = oneWord(/^(?:-|\d{1,9}[mhdy]?)$/, (text) =>
  text === '-' ? null : Number.parseInt(text, 10) * (UNIT[text.at(-1)!] ?? 1),
);

/** Eight polls as an octal number: `377`. */
export const reach = oneWord(/^[0-3]?[0-7]{1,2}$/, (text) => Number.parseInt(text, 8));
export const milliseconds = oneWord(/^[+-]?\d{1,12}(?:\.\d{0,6})?(?:e[+-]?\d{1,2})?$/i, Number);
