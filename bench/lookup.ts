/** Lookups by our matcher beside a linear scan with ipaddr.js, in tables of three sizes. */
import { pathToFileURL } from 'node:url';
import ipaddr from 'ipaddr.js';
import { formatIpv4, networkOf, type Prefix } from '../src/core/net/address.ts';
import { matcher4 } from '../src/core/net/match.ts';

export interface Row {
  readonly name: string;
  readonly ours: number;
  readonly baseline: number;
  /** How many times the baseline takes as long. */
  readonly ratio: number;
  readonly unit: string;
}

const SIZES = [20, 1_000, 100_000];
const DEFAULT: Prefix = { network: 0, length: 0 };

export async function lookupBench(): Promise<Row[]> {
  return SIZES.map((size) => {
    const table = [DEFAULT, ...Array.from({ length: size - 1 }, randomPrefix)];
    const addresses = Uint32Array.from({ length: 10_000 }, () => Math.random() * 2 ** 32);
    const ours = ourNanoseconds(table, addresses);
    const baseline = scanNanoseconds(table, addresses);
    return { name: `lookup, ${size.toLocaleString('en')} routes`, ours, baseline, ratio: baseline / ours, unit: 'ns' };
  });
}

function ourNanoseconds(table: readonly Prefix[], addresses: Uint32Array): number {
  const matcher = matcher4(table);
  let found = 0;
  return median(7, addresses.length * 20, () => {
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < addresses.length; i++) found += matcher.longest(addresses[i]!).length;
    }
    if (found === 0) throw new Error('the default route was not found');
  });
}

/** What one writes without a table: every route is tried, the longest that matches is kept. */
function scanNanoseconds(table: readonly Prefix[], addresses: Uint32Array): number {
  const routes = table.map(({ network, length }) => [ipaddr.IPv4.parse(formatIpv4(network)), length] as const);
  const asked = [...addresses.subarray(0, Math.max(3, Math.floor(200_000 / table.length)))].map((each) =>
    ipaddr.IPv4.parse(formatIpv4(each)),
  );
  return median(3, asked.length, () => {
    for (const address of asked) {
      let longest = -1;
      for (const [network, length] of routes) if (length > longest && address.match(network, length)) longest = length;
      if (longest < 0) throw new Error('the default route was not found');
    }
  });
}

function median(runs: number, lookups: number, run: () => void): number {
  run();
  const times = Array.from({ length: runs }, () => {
    const before = process.hrtime.bigint();
    run();
    return Number(process.hrtime.bigint() - before) / lookups;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

function randomPrefix(): Prefix {
  const length = 8 + Math.floor(Math.random() * 25);
  return { network: networkOf(Math.floor(Math.random() * 2 ** 32), length), length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { name, ours, baseline, ratio } of await lookupBench()) {
    const rate = (1e9 / ours).toLocaleString('en', { maximumFractionDigits: 0 });
    console.log(
      `${name}: ${ours.toFixed(0)} ns, ${rate}/s; scan with ipaddr.js ${baseline.toFixed(0)} ns (${ratio.toFixed(0)} x)`,
    );
  }
}
