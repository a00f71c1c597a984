/**
 * The kernel's routing as oracle of longest-prefix match: random hosts, set up in a network namespace and captured as a listing,
 * must send every packet the same way. Ties between adapters in one subnet are left out: they are Linux's own.
 */
import { expect, test } from 'vitest';
import { formatIpv4 } from '../../src/core/net/address.ts';
import { decide } from '../../src/core/routing/decide.ts';
import { whyNoNamespaces, withNamespace } from '../support/netns.ts';
import { captured, destinations, dice, randomTopology, setUp } from './topology.ts';

const LOOKUPS = Number(process.env.VMKBOT_ORACLE_LOOKUPS ?? 20_000);
const SEED = Number(process.env.VMKBOT_ORACLE_SEED ?? 20_110_514);
const A_TOPOLOGY = 2_000;
/** Now and then a table as large as any host has had. */
const ROUTES = [3, 20, 20, 60, 1_000];

const refused = process.env.VMKBOT_ORACLE === '1' ? null : whyNoNamespaces();
const what = `${LOOKUPS.toLocaleString('en')} lookups are decided as the kernel decides them`;

test.skipIf(refused !== null)(refused === null ? what : `${what} (skipped: ${refused})`, { timeout: 900_000 }, () => {
  const different: unknown[] = [];
  const met: Record<string, number> = {};
  let asked = 0;
  for (let i = 0; asked < LOOKUPS && different.length === 0; i++) {
    const roll = dice(SEED + i);
    const topology = randomTopology(roll, ROUTES[i % ROUTES.length]!);
    const state = captured(topology, i % 3 !== 0);
    const addresses = destinations(topology, roll, Math.min(A_TOPOLOGY, LOOKUPS - asked)).map(formatIpv4);
    const answers = withNamespace(`vmkbot-oracle-${process.pid}`, ({ configure, ask }) => {
      configure(setUp(topology));
      return ask(addresses.map((each) => `route get ${each}`));
    });
    for (const [n, destination] of addresses.entries()) {
      const ours = ourAnswer(state, destination);
      const theirs = kernelAnswer(answers[n]!);
      met[ours.split(' ')[0]!] = (met[ours.split(' ')[0]!] ?? 0) + 1;
      if (ours !== theirs) different.push({ seed: SEED + i, destination, ours, theirs });
    }
    asked += addresses.length;
  }
  expect(different.slice(0, 5)).toEqual([]);
  expect(asked).toBe(LOOKUPS);
  expect(Object.keys(met).sort()).toEqual(['no-route', 'on-link', 'via-gateway']);
});

function ourAnswer(state: Parameters<typeof decide>[0], destination: string): string {
  const { outcome, vmknic, nextHop, sourceAddress } = decide(state, { destination, netstack: 'defaultTcpipStack' });
  return outcome === 'no-route' ? outcome : `${outcome} ${vmknic} ${nextHop} from ${sourceAddress}`;
}

/** `8.8.8.8 via 10.0.0.1 dev vmk0 src 10.0.0.5 uid 0`, or nothing where the network is unreachable. */
function kernelAnswer(line: string | null): string {
  if (line === null) return 'no-route';
  const word = (name: string) => new RegExp(`\\b${name} (\\S+)`).exec(line)?.[1] ?? null;
  const nextHop = word('via');
  return `${nextHop === null ? 'on-link' : 'via-gateway'} ${word('dev')} ${nextHop} from ${word('src')}`;
}
