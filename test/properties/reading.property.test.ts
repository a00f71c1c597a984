import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { CAPTURE_50, CAPTURE_70 } from '../support/transcripts.ts';

/** Every value that was read, as `section entry field value`, with the line that is said to show it. */
function valuesOf(hosts: readonly HostState[]): Map<string, number> {
  const values = new Map<string, number>();
  const sections = [
    'vmknics',
    'routes',
    'routes6',
    'neighbors',
    'uplinks',
    'vswitches',
    'portgroups',
    'pings',
  ] as const;
  for (const host of hosts) {
    for (const section of sections) {
      for (const entry of host[section] ?? []) {
        const { evidence, ...rest } = entry;
        const name =
          'name' in entry ? entry.name : 'network' in entry ? entry.network : 'address' in entry ? entry.address : '';
        for (const [field, value] of Object.entries(rest)) {
          for (const each of Array.isArray(value) ? value : [value])
            values.set(`${section} ${name} ${field} ${JSON.stringify(each)}`, evidence[field]?.line ?? 0);
        }
      }
    }
  }
  return values;
}

/** Values that the spoilt text gives and the whole does not, on lines that are neither refused nor said to be assumed. */
function invented(whole: string, spoilt: string): string[] {
  const known = valuesOf(read(whole).hosts);
  const { hosts, unread } = read(spoilt);
  const said = new Set([...unread, ...hosts.flatMap(({ assumptions }) => assumptions)].map(({ line }) => line));
  // The stack is a promise of the contract where no column names one; nobody sees that a line of errors or answers is gone.
  const promised = /^vmknics \S+ netstack "defaultTcpipStack"|replies|error null$/;
  return [...valuesOf(hosts)]
    .filter(([value, line]) => !known.has(value) && !said.has(line) && !promised.test(value))
    .map(([value, line]) => `${line}: ${value}`);
}

const captures = fc.constantFrom(CAPTURE_70, CAPTURE_50);

describe('a damaged paste', () => {
  test('cut at its end gives no value that the whole does not have', () => {
    for (const whole of [CAPTURE_70, CAPTURE_50]) {
      for (let at = 0; at <= whole.length; at++)
        expect(invented(whole, whole.slice(0, at)), `cut at ${at}`).toEqual([]);
    }
  }, 60_000);

  test('cut at its beginning gives no value that the whole does not have', () => {
    for (const whole of [CAPTURE_70, CAPTURE_50]) {
      for (let at = 0; at <= whole.length; at++) expect(invented(whole, whole.slice(at)), `cut at ${at}`).toEqual([]);
    }
  }, 60_000);

  test('that lost or doubled lines gives no value that the whole does not have', () => {
    fc.assert(
      fc.property(captures, fc.array(fc.tuple(fc.nat(60), fc.nat(2)), { maxLength: 12 }), (whole, changes) => {
        const times = new Map(changes);
        const spoilt = whole
          .split('\n')
          .flatMap((line, i) => Array.from({ length: times.get(i) ?? 1 }, () => line))
          .join('\n');
        expect(invented(whole, spoilt)).toEqual([]);
      }),
      {
        numRuns: 300,
        // An adapter whose record lost its beginning, and lies behind what another's left.
        examples: [
          [
            CAPTURE_50,
            [
              [23, 0],
              [22, 0],
              [14, 2],
            ],
          ],
          [
            CAPTURE_50,
            [
              [13, 0],
              [22, 0],
              [23, 0],
            ],
          ],
        ],
      },
    );
  });

  test('whose terminal broke long lines at any width reads the same addresses or says which line it refuses', () => {
    for (const whole of [CAPTURE_70, CAPTURE_50]) {
      for (let width = 60; width <= 200; width++) {
        const spoilt = whole
          .split('\n')
          .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''])
          .join('\n');
        expect(invented(whole, spoilt), `width ${width}`).toEqual([]);
      }
    }
  }, 60_000);

  test('with its blanks collapsed, doubled or made tabs reads the same values', () => {
    for (const whole of [CAPTURE_70, CAPTURE_50]) {
      for (const blank of [' ', '\t', '\u00a0\u00a0', '     ']) {
        const spoilt = whole.replace(/ {2,}/g, blank);
        expect([...valuesOf(read(spoilt).hosts).keys()].toSorted(), JSON.stringify(blank)).toEqual(
          [...valuesOf(read(whole).hosts).keys()].toSorted(),
        );
      }
    }
  });

  test('with bytes changed, dropped or put in never makes the reader throw', () => {
    fc.assert(
      fc.property(
        captures,
        fc.array(fc.tuple(fc.nat(4000), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 20 }),
        (whole: string, edits: [number, string][]) => {
          const text = edits.reduce<string>(
            (before, [at, piece]) => before.slice(0, at) + piece + before.slice(at + 1),
            whole,
          );
          expect(() => read(text)).not.toThrow();
        },
      ),
      { numRuns: 400 },
    );
  });
});
