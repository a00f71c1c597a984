import type { HostState, Neighbor, Vmknic } from '../esxi/host-state.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

/** Last halves that stand for a MAC somebody hid: `00:50:56:00:00:00`, `…:11:22:33`, `aa:bb:cc:dd:ee:ff`. */
const HIDDEN: ReadonlySet<string> = new Set(['11:22:33', '12:34:56', 'dd:ee:ff', '44:55:66', '01:02:03']);

/** Two vmkernel adapters, or one and another machine, bear the same MAC address. vmk0 bearing its NIC's is how ESXi builds vmk0. */
export const duplicateMac = rule({
  id: 'duplicate-mac',
  title: 'A MAC address is used twice',
  severity: 'error',
  certainty: 'inferred',
  sources: ['KB324503'],
  needs: [{ section: 'vmknics', command: 'esxcfg-vmknic -l' }],
  also: ['neighbors'],

  check: (state) => {
    const bearers = byMac(state.vmknics);
    const strangers = strangersByMac(state, bearers);
    return [...bearers]
      .filter(([mac, nics]) => nics.length > 1 || strangers.has(mac))
      .map(([mac, nics]) => {
        const others = strangers.get(mac) ?? [];
        return {
          facts: { mac, vmknics: nics.map(({ name }) => name), neighbors: others.map(({ address }) => address) },
          evidence: [...nics.flatMap((nic) => shown(nic, 'mac')), ...others.flatMap((each) => shown(each, 'mac'))],
        };
      });
  },

  explain: ({ mac, vmknics, neighbors }) => ({
    problem: `${list(vmknics)} ${vmknics.length > 1 ? 'bear' : 'bears'} the MAC address ${mac}${neighbors.length > 0 ? `, and so does the machine at ${list(neighbors)}` : ''}.`,
    why: 'A physical switch learns a MAC address at one port at a time; used twice in one network it moves back and forth, and traffic goes to the wrong place.',
    todo:
      neighbors.length > 0
        ? `Find out which machine answers at ${list(neighbors)}; a vmk0 that was made on a NIC now used elsewhere is removed and made anew at the console.`
        : 'Remove and make anew one of the adapters, so that it gets a MAC address of its own.',
  }),
});

/** An adapter with several addresses has several rows, but is one bearer. */
function byMac(vmknics: readonly Vmknic[]): ReadonlyMap<string, readonly Vmknic[]> {
  const bearers = new Map<string, Map<string, Vmknic>>();
  for (const nic of vmknics) {
    const mac = nic.mac?.toLowerCase();
    if (mac === undefined || nic.enabled === false || !isWhole(mac)) continue;
    const nics = bearers.get(mac);
    if (nics === undefined) bearers.set(mac, new Map([[nic.name, nic]]));
    else if (!nics.has(nic.name)) nics.set(nic.name, nic);
  }
  return new Map([...bearers].map(([mac, nics]) => [mac, [...nics.values()]]));
}

/** Neighbours at addresses that are not the host's own. Where an adapter's own address was not shown, it cannot be told. */
function strangersByMac(
  { vmknics, neighbors = [] }: Pick<HostState, 'vmknics' | 'neighbors'>,
  bearers: ReadonlyMap<string, readonly Vmknic[]>,
) {
  const strangers = new Map<string, Neighbor[]>();
  const own = new Set(vmknics?.map(({ ipv4 }) => ipv4));
  if (own.has(undefined)) return strangers;
  for (const neighbor of neighbors) {
    const mac = neighbor.mac?.toLowerCase();
    if (mac === undefined || !bearers.has(mac) || own.has(neighbor.address) || neighbor.address.includes(':')) continue;
    const known = strangers.get(mac);
    if (known === undefined) strangers.set(mac, [neighbor]);
    else known.push(neighbor);
  }
  return strangers;
}

/** Six whole bytes that nobody replaced by zeros or a pattern. */
function isWhole(mac: string): boolean {
  if (!/^(?:[\da-f]{2}:){5}[\da-f]{2}$/.test(mac)) return false;
  const half = mac.slice(9);
  return !HIDDEN.has(half) && new Set(half.split(':')).size > 1;
}
