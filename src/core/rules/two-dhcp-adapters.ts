import { adapterList } from '../esxi/commands.ts';
import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { subnetOf } from '../net/address.ts';
import { shown } from '../services/adapters.ts';
import { ofStack } from '../services/by-table.ts';
import { list } from '../services/choice.ts';
import { isOverlay } from '../services/sharing.ts';
import { rule } from './rule.ts';

/** Two adapters of one netstack take their address from DHCP, so that one server may put both into one subnet. */
export const twoDhcpAdapters = rule({
  id: 'two-dhcp-adapters',
  title: 'Several adapters of one stack take their address from DHCP',
  severity: 'risk',
  certainty: 'documented',
  sources: ['S003'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  lacks: (state) => {
    const open = byStack(state, ({ dhcp }) => dhcp !== false);
    return open.some((nics) => nics.some(({ dhcp }) => dhcp === undefined)) ? [adapterList(state)] : [];
  },

  check: (state) =>
    byStack(state, ({ dhcp }) => dhcp === true).map((nics) => ({
      severity: areApart(nics) ? ('note' as const) : ('risk' as const),
      facts: { netstack: nics[0]!.netstack, vmknics: nics.map(({ name }) => name), apartNow: areApart(nics) },
      evidence: nics.flatMap((nic) => shown(nic, 'dhcp', 'ipv4')),
    })),

  explain: ({ netstack, vmknics, apartNow }) => ({
    problem: `${list(vmknics)}${ofStack(netstack)} take their address from DHCP.`,
    why: `Adapters that one DHCP server serves land in one subnet, which one routing table cannot keep apart.${apartNow ? ' Today their subnets differ.' : ''}`,
    todo: 'Give the adapters beside the management one a static address in a subnet of their own.',
  }),
});

/** The enabled adapters of this kind, where one stack has two or more. Tunnel endpoints with DHCP are by design. */
function byStack({ vmknics = [] }: Pick<HostState, 'vmknics'>, which: (nic: Vmknic) => boolean): Vmknic[][] {
  const stacks = new Map<string, Vmknic[]>();
  for (const nic of vmknics) {
    if (nic.enabled === false || nic.ipv4 === null || isOverlay(nic) || !which(nic)) continue;
    const nics = stacks.get(nic.netstack);
    if (nics === undefined) stacks.set(nic.netstack, [nic]);
    else nics.push(nic);
  }
  return [...stacks.values()].filter((nics) => nics.length > 1);
}

function areApart(nics: readonly Vmknic[]): boolean {
  const subnets = nics.flatMap(({ ipv4, prefixLength }) =>
    typeof ipv4 === 'string' && prefixLength !== undefined ? [subnetOf(ipv4, prefixLength)] : [],
  );
  return subnets.length === nics.length && new Set(subnets).size === nics.length;
}
