/** How a host is asked whether something is so: what is run there, and what is found in its output. */
import type { EsxiVersion } from '../../esxi/version.ts';
import { listingWays } from '../host-command.ts';
import type { TimeExpectation } from '../ntp/expectation.ts';
import { sightText, timeSight } from '../ntp/sight.ts';
import type { Expectation } from '../table.ts';
import type { Words } from '../words.ts';
import { quoted, shows } from './shell.ts';

export interface Look {
  /** The first that answers counts. */
  readonly ways: readonly Words[];
  /** A condition: whether the output in FILE is an answer, by its status in the variable `s`. */
  answers(file: string): string;
  /** A condition: whether an answer in FILE shows what is expected. */
  shows(file: string): string;
}

export function lookAtTable(expected: Expectation, version: EsxiVersion): Look {
  return {
    ways: listingWays(expected.netstack, version),
    answers: (file) => `[ $s -eq 0 ] && grep -q Network ${file}`,
    shows: (file) => shows(expected, file),
  };
}

/** null where this version shows no such thing, so that nothing rests on it. */
export function lookAtTime(expected: TimeExpectation, version: EsxiVersion): Look | null {
  const sight = timeSight(expected, version);
  if (sight === null) return null;
  const { whole, anyStatus } = sight;
  return {
    ways: sight.ways,
    answers(file) {
      // Whatever hung was ended with 124.
      const ended = anyStatus ? '[ $s -ne 124 ]' : '[ $s -eq 0 ]';
      return whole === null ? ended : `${ended} && grep -q -E ${quoted(whole)} ${file}`;
    },
    shows: (file) => sightText(sight, file, quoted),
  };
}
