import { attachmentOf } from '../esxi/attachment.ts';
import type { HostState, Uplink, Vmknic, Vswitch } from '../esxi/host-state.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, rule } from './rule.ts';

const INTERFACES = 'esxcli network ip interface list';

type Looked = Pick<HostState, 'host' | 'vmknics' | 'vswitches' | 'portgroups' | 'uplinks'>;

interface Mismatch extends Record<string, unknown> {
  readonly vswitch: string;
  readonly vswitchMtu: number;
  /** The adapters whose frames do not fit. */
  readonly vmknics: readonly string[];
  /** The largest of theirs. */
  readonly mtu: number | null;
  readonly uplinks: readonly string[];
  readonly uplinkMtu: number | null;
}

/** A vmkernel adapter is set to larger frames than its switch, or a switch to larger ones than its uplink. */
export const mtuMismatch = rule({
  id: 'mtu-mismatch',
  title: 'An MTU is larger than what carries it',
  severity: 'error',
  certainty: 'documented',
  sources: ['KB417889', 'VSAN90'],
  needs: [
    { section: 'vmknics', command: INTERFACES },
    { section: 'vswitches', command: 'esxcli network vswitch standard list' },
  ],
  also: ['portgroups', 'uplinks'],

  lacks: (state) => {
    const unknown = state.vmknics.some((nic) => nic.enabled !== false && !isComparable(state, nic));
    return unknown ? [INTERFACES, 'esxcli network vswitch dvs vmware list'] : [];
  },

  check: (state) => [...adaptersTooLarge(state), ...switchesTooLarge(state)],

  explain: ({ vswitch, vswitchMtu, vmknics, mtu, uplinks, uplinkMtu }) =>
    uplinkMtu === null
      ? {
          problem: `${list(vmknics)} ${vmknics.length === 1 ? `has MTU ${mtu}, but its` : `have an MTU of up to ${mtu}, but their`} switch ${vswitch} has ${vswitchMtu}.`,
          why: `Frames above ${vswitchMtu} bytes do not pass ${vswitch}: small packets and a plain ping work, large transfers hang.`,
          todo: `Raise the MTU of ${vswitch} and of every physical port on the way to ${mtu}, or lower ${list(vmknics)} to ${vswitchMtu}.`,
        }
      : {
          problem: `${vswitch} has MTU ${vswitchMtu}, but its ${list(uplinks)} ${uplinks.length === 1 ? 'has' : 'have'} ${uplinkMtu}.`,
          why: `Frames above ${uplinkMtu} bytes cannot leave the host there.${vmknics.length === 0 ? '' : ` ${list(vmknics)} may send such frames.`}`,
          todo: `Bring ${vswitch} and ${list(uplinks)} to one MTU, with the physical ports behind them.`,
        },
});

function isComparable(state: Looked, nic: Vmknic): boolean {
  return nic.mtu !== undefined && attachmentOf(state, nic).vswitch?.mtu !== undefined;
}

/** One finding a switch: raising its MTU mends it for all of its adapters. */
function adaptersTooLarge(state: Looked): Found<Mismatch>[] {
  const bySwitch = new Map<Vswitch, Vmknic[]>();
  for (const nic of state.vmknics ?? []) {
    const { vswitch } = attachmentOf(state, nic);
    if (
      nic.enabled === false ||
      nic.mtu === undefined ||
      vswitch?.mtu === undefined ||
      payloadOf(state, nic) <= vswitch.mtu
    )
      continue;
    const those = bySwitch.get(vswitch);
    if (those === undefined) bySwitch.set(vswitch, [nic]);
    else those.push(nic);
  }
  return [...bySwitch].map(([vswitch, nics]) => ({
    facts: {
      vswitch: vswitch.name,
      vswitchMtu: vswitch.mtu!,
      vmknics: nics.map(({ name }) => name),
      mtu: Math.max(...nics.map(({ mtu }) => mtu!)),
      uplinks: [],
      uplinkMtu: null,
    },
    evidence: [...nics.flatMap((nic) => shown(nic, 'mtu', 'portgroup')), ...shown(vswitch, 'mtu')],
  }));
}

function switchesTooLarge(state: Looked): Found<Mismatch>[] {
  const uplinks = new Map((state.uplinks ?? []).map((each) => [each.name, each]));
  if (uplinks.size === 0) return [];
  return (state.vswitches ?? []).flatMap((vswitch) => {
    const { mtu } = vswitch;
    if (mtu === undefined) return [];
    const smaller = (vswitch.uplinks ?? []).flatMap((name) => {
      const uplink = uplinks.get(name);
      return uplink?.mtu !== undefined && uplink.mtu < mtu ? [uplink] : [];
    });
    return smaller.length === 0 ? [] : [tooLargeFor(state, vswitch, mtu, smaller)];
  });
}

function tooLargeFor(state: Looked, vswitch: Vswitch, vswitchMtu: number, smaller: readonly Uplink[]): Found<Mismatch> {
  const uplinkMtu = Math.min(...smaller.map(({ mtu }) => mtu!));
  const vmknics = (state.vmknics ?? []).filter(
    (nic) => nic.mtu !== undefined && payloadOf(state, nic) > uplinkMtu && attachmentOf(state, nic).vswitch === vswitch,
  );
  return {
    severity: vmknics.length > 0 ? 'error' : 'risk',
    facts: {
      vswitch: vswitch.name,
      vswitchMtu,
      vmknics: vmknics.map(({ name }) => name),
      mtu: null,
      uplinks: smaller.map(({ name }) => name),
      uplinkMtu,
    },
    evidence: [...shown(vswitch, 'mtu'), ...smaller.flatMap((uplink) => shown(uplink, 'mtu'))],
  };
}

const ETHERNET_HEADER = 14;

/**
 * 3.5 prints an adapter's MTU with the Ethernet header: 1514 beside a switch's 1500 in the outputs that are known, which names no
 * other figure. A listing of 3.5 is therefore read so in whole; elsewhere only 1514 is, which no jumbo frame is set to.
 */
function payloadOf({ host }: Looked, { mtu = 0 }: Vmknic): number {
  return mtu === 1500 + ETHERNET_HEADER || (host.version?.startsWith('3.') && mtu > 1500) ? mtu - ETHERNET_HEADER : mtu;
}
