import type { HostState, Unread } from './host-state.ts';
import { PARSERS } from './parsers/index.ts';
import { assemble } from './reading/assemble.ts';
import { groupByHost, type ReadPassage } from './reading/hosts.ts';
import { markOpenEnd } from './reading/open-end.ts';
import { type Scanned, scan, toReaders } from './reading/scan.ts';
import { toTranscript } from './reading/transcript.ts';

/** The hosts a text speaks of, in the order they appear; none where nothing usable was recognised. */
export interface Reading {
  readonly hosts: readonly HostState[];
  /** Every line that no parser understood, whichever host it stands by. */
  readonly unread: readonly Unread[];
}

const READERS = toReaders(PARSERS);

/** Reads a transcript, or whatever a paste has become. Never throws; says what it could not read. */
export function read(text: string): Reading {
  return hostsOf(readPassages(text));
}

/** Reads several inputs together: what speaks of one host is put together, later over earlier. */
export function readAll(inputs: readonly { readonly capture: string; readonly text: string }[]): Reading {
  return hostsOf(inputs.flatMap(({ capture, text }) => readPassages(text, capture)));
}

/** A text as commands, each with what its output says. */
export function readPassages(text: string, capture?: string): ReadPassage[] {
  const passages: ReadPassage[] = [];
  let before: Scanned | null = null;
  for (const passage of toTranscript(text, capture)) {
    const said: Scanned = scan(passage, READERS, before);
    before = said;
    passages.push({ passage, said });
  }
  markOpenEnd(text, passages);
  return passages;
}

function hostsOf(passages: readonly ReadPassage[]): Reading {
  const unread = passages.flatMap(({ said }) => said.unread);
  const usable = passages.some(({ said }) => said.facts.length > 0);
  return { hosts: usable ? groupByHost(passages).map(assemble) : [], unread };
}
