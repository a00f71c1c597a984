import { MEMORY_STATES } from '../memory-state.ts';
import { BAD, bool, type Cell, maybeText, text } from '../reading/cells.ts';
import type { Line } from '../reading/lines.ts';
import { type Fact, type Parser, titles } from '../reading/parser.ts';
import { fact, factOf, omit } from './build.ts';

/** `2139`, `0.00`, `-1`. */
const size: Cell = {
  lengths: () => [1],
  read: (value) => (/^-?\d{1,12}(?:\.\d{1,6})?$/.test(value) ? Number(value) : BAD),
};
const balloons: Cell = { ...bool, read: (value) => (/^[YN]$/.test(value) ? value === 'Y' : BAD) };

const LINE = /^\s*(PMEM|VMKMEM|PSHARE|SWAP|ZIP|MEMCTL|COSMEM|NUMA|RAM Disk)\s*\/(?:MB|%)\s*:\s*(.*)$/;
const OVERCOMMIT = /\bMEM overcommit avg:\s*(\d+(?:\.\d+)?)/;
const NUMBER = String.raw`(-?\d{1,12}(?:\.\d{1,6})?)`;
const STATE = new RegExp(String.raw`\b(${MEMORY_STATES.join('|')}) state\b`);

/** What stands behind its number (`2358 free`), and how it is kept. */
const BEHIND: Readonly<Record<string, readonly (readonly [word: string, key: string])[]>> = {
  PMEM: [
    ['total\\b', 'totalMb'],
    ['free\\b', 'freeMb'],
  ],
  VMKMEM: [
    ['managed\\b', 'managedMb'],
    ['minfree\\b', 'minFreeMb'],
  ],
  PSHARE: [
    ['shared\\b', 'sharedMb'],
    ['saving\\b', 'savedBySharingMb'],
  ],
  SWAP: [['curr\\b', 'swappedMb']],
  ZIP: [['zipped\\b', 'compressedMb']],
  MEMCTL: [
    ['curr\\b', 'balloonedMb'],
    ['target\\b', 'balloonTargetMb'],
  ],
};

/**
 * The memory screen of `esxtop` (key m): the lines above its table, and a row a machine.
 *
 *     PMEM  /MB: 65398   total: 2139     vmk,60782 other, 2358 free
 *     VMKMEM/MB: 65073 managed:  1265 minfree,  7501 rsvd,  57572 ursvd,  high state
 *     MEMCTL/MB:     0    curr,       0  target,  40212 max
 *          GID NAME     MEMSZ    GRANT   MCTL?   MCTLSZ  MCTLTGT    SWCUR
 */
export const esxtopMemory: Parser = {
  id: 'esxtop-memory',
  commands: ['esxtop'],
  section: 'memory',
  shapes: [
    {
      table: true,
      titles: titles({
        GID: ['', size],
        NAME: ['name', text],
        NWLD: ['', size],
        MEMSZ: ['sizeMb', size],
        'MCTL?': ['', balloons],
        MCTLSZ: ['balloonedMb', size],
        MCTLTGT: ['balloonTargetMb', size],
        MCTLMAX: ['', size],
        SWCUR: ['swappedMb', size],
        AMAX: ['limit', size],
        AUNITS: ['', maybeText],
        ...Object.fromEntries(
          [
            ...['ID', 'LWID', 'GRANT', 'CNSM', 'SZTGT', 'TCHD', 'TCHD_W', 'SWTGT', 'SWR/s', 'SWW/s', 'LLSWR/s'],
            ...['LLSWW/s', 'OVHDUW', 'OVHD', 'OVHDMAX', 'AMIN', 'ASHRS', 'AMLMT', 'NHN', 'NMIG', 'NRMEM', 'NLMEM'],
            ...['N%L', '%ACTV', '%ACTVS', '%ACTVF', '%ACTVN', 'COWH', 'ZERO', 'SHRD', 'SHRDSVD', 'CACHESZ', 'CACHUSD'],
            ...['ZIP/s', 'UNZIP/s', 'CPTRD', 'CPTTGT', 'CMTTGT', 'CMTCHRG', 'CMTPPS'],
          ].map((title) => [title, ['', size] as const]),
        ),
      }),
      required: ['name', 'memsz'],
      build: (row) => {
        const limit = row.values.limit as number | undefined;
        const values = omit({
          ...omit(row.values, 'limit'),
          limitMb: limit === undefined ? undefined : limit < 0 ? null : limit,
        });
        return factOf(row, 'memoryMachines', row.values.name, values);
      },
    },
  ],
  readLine(line) {
    if (!line.text.includes('/MB') && !line.text.includes('overcommit')) return null;
    const over = OVERCOMMIT.exec(line.text);
    if (over !== null) return [fact('memory', 'memory', { overcommit: Number(over[1]) }, line)];
    const found = LINE.exec(line.text);
    return found === null ? null : headerLine(found[1]!, found[2]!, line);
  },
};

/** Words and numbers differ in their order and their marks between versions; each number is known by the word behind it. */
function headerLine(name: string, rest: string, line: Line): readonly Fact[] | null {
  const values: Record<string, unknown> = {};
  for (const [word, key] of BEHIND[name] ?? []) {
    const found = new RegExp(String.raw`(?:^|[\s,(:])${NUMBER}\s*${word}`).exec(rest)?.[1];
    if (found !== undefined) values[key] = Number(found);
  }
  const state = name === 'VMKMEM' ? STATE.exec(rest)?.[1] : undefined;
  if (state !== undefined) values.state = state;
  if (Object.keys(values).length === 0) return BEHIND[name] === undefined ? [] : null;
  return [fact('memory', 'memory', values, line)];
}
