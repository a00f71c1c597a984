/** Fixtures are pairs: a capture as somebody might paste it, and what it says, written down by hand. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import type { Reading } from '../../src/core/esxi/read.ts';

const ROOT = join(import.meta.dirname, '..', 'fixtures');

export interface Fixture {
  /** `parsers/vmknic-list/7.0.3--aligned` */
  readonly name: string;
  readonly text: string;
  readonly expected: Expected;
}

/** What a capture says, section by section without the evidence; of several hosts, each under `hosts`. */
export type Expected = Readonly<Record<string, unknown>> & { readonly hosts?: readonly Record<string, unknown>[] };

/** Every pair below a folder of the fixtures, in the order of their names. */
export function fixtures(folder: string): Fixture[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map((entry) => {
      const path = join(entry.parentPath, basename(entry.name, '.txt'));
      return {
        name: relative(ROOT, path),
        text: readFileSync(`${path}.txt`, 'utf8'),
        expected: JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Expected,
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Compared only where a fixture names them: they follow from the rest. */
const DERIVED = new Set(['netstacks', 'notCaptured', 'asked']);
/** What a host has where a fixture does not name it. A section that is not named must be absent: nothing is invented. */
const NOTHING: Readonly<Record<string, unknown>> = { host: {}, contradictions: [], assumptions: [] };

/** A reading in the words of a fixture, holding what the fixture's host must be judged on. */
export function spoken(reading: Reading, expected: Expected): unknown {
  const hosts = expected.hosts ?? [expected];
  return {
    unread: reading.unread.map(({ line }) => line),
    hosts: reading.hosts.map((host, i) => inWords(host, hosts[i] ?? {})),
  };
}

/** A fixture with everything that it leaves to be understood. */
export function spelledOut({ unread = [], hosts, ...only }: Expected): unknown {
  return {
    unread,
    hosts: (hosts ?? [only]).map((host) => {
      const { contradictions, ...said } = { ...NOTHING, ...host };
      return { ...said, contradictions: inOrder(contradictions as readonly object[]) };
    }),
  };
}

/** In which order contradictions are told is promised to nobody. */
function inOrder(contradictions: readonly object[]): readonly object[] {
  return contradictions.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function inWords(host: HostState, expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { unread: _, assumptions, contradictions, ...rest } = host;
  const kept = Object.entries(rest).filter(([section]) => section in expected || !DERIVED.has(section));
  return {
    ...(withoutEvidence(Object.fromEntries(kept)) as object),
    assumptions: [...new Set(assumptions.map(({ line }) => line))],
    contradictions: inOrder(
      contradictions.map(({ section, entry, field, earlier, later }) => ({
        section,
        entry,
        field,
        earlier: [earlier.evidence.line, earlier.value],
        later: [later.evidence.line, later.value],
      })),
    ),
  };
}

function withoutEvidence(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEvidence);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'evidence')
      .map(([key, each]) => [key, withoutEvidence(each)]),
  );
}
