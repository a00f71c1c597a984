import type { ConsoleInterface } from '../esxi/host-state.ts';
import { subnetOf } from '../net/address.ts';
import { type Adapter, adaptersOf, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

/** Classic ESX: a Service Console interface and a vmkernel adapter share a subnet; fine there, broken after a migration to ESXi. */
export const consoleSharesSubnet = rule({
  id: 'console-shares-subnet',
  title: 'The Service Console shares a subnet with a vmkernel adapter',
  severity: 'note',
  certainty: 'documented',
  sources: ['S003', 'S002', 'UPG50'],
  needs: [
    { section: 'serviceConsole', command: 'esxcfg-vswif -l' },
    { section: 'vmknics', command: 'esxcfg-vmknic -l' },
  ],

  check: (state) => {
    const adapters = bySubnet(adaptersOf(state));
    return consoleSubnets(state.serviceConsole.interfaces).flatMap(([subnet, interfaces]) => {
      const sharing = adapters.get(subnet);
      if (sharing === undefined) return [];
      return [
        {
          facts: { subnet, console: interfaces.map(({ name }) => name), vmknics: sharing.map(({ name }) => name) },
          evidence: [
            ...interfaces.flatMap((each) => shown(each, 'ipv4')),
            ...sharing.flatMap(({ nic }) => shown(nic, 'ipv4')),
          ],
        },
      ];
    });
  },

  explain: ({ subnet, console, vmknics }) => ({
    problem: `${list([...console, ...vmknics])} share ${subnet}; on classic ESX that is fine, after a migration to ESXi it is not.`,
    why: `The Service Console and the VMkernel have an IP stack each here. On ESXi management is a vmkernel adapter too, so they would share one routing table; the upgrade to 5.0 may leave ${list(vmknics)} disabled.`,
    todo: `Before the migration, give ${list(vmknics)} a subnet of its own.`,
  }),
});

function consoleSubnets(interfaces: readonly ConsoleInterface[]): [string, ConsoleInterface[]][] {
  const subnets = new Map<string, ConsoleInterface[]>();
  for (const each of interfaces) {
    const { ipv4, prefixLength, enabled } = each;
    if (enabled === false || typeof ipv4 !== 'string' || prefixLength === undefined) continue;
    add(subnets, subnetOf(ipv4, prefixLength), each);
  }
  return [...subnets];
}

function bySubnet(adapters: readonly Adapter[]): ReadonlyMap<string, Adapter[]> {
  const subnets = new Map<string, Adapter[]>();
  for (const adapter of adapters) add(subnets, adapter.subnet, adapter);
  return subnets;
}

function add<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
