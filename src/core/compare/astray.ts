import { atLeast } from '../esxi/version.ts';
import { decide } from '../routing/decide.ts';
import { adaptersOf } from '../services/adapters.ts';
import { type End, nameOf, vlanLines, vlanOf } from './end.ts';
import { type JudgedStep, of, step } from './sides.ts';

/** The other adapter that the sender's table takes for an address on the link; undefined where it takes this one. */
export function strayOf({ party, adapter }: End, to: End): End | undefined {
  const { outcome, vmknic } = decide(party.state, { destination: to.adapter.nic.ipv4!, netstack: adapter.netstack });
  if (outcome !== 'on-link' || vmknic === null || vmknic === adapter.name) return undefined;
  const other = adaptersOf(party.state, adapter.netstack).find(({ name }) => name === vmknic);
  return other === undefined ? undefined : { party, adapter: other };
}

/** What the table sends by another adapter than the one meant: in another VLAN it never arrives. */
export function astray(title: string, from: End, to: End, stray: End): readonly JudgedStep[] {
  const { party, adapter } = from;
  const decision = decide(party.state, { destination: to.adapter.nic.ipv4!, netstack: adapter.netstack });
  const [out, wanted] = [vlanOf(stray), vlanOf(to)];
  const lines = [...of(party, decision.evidence), ...vlanLines(stray), ...vlanLines(to)];
  const advice = { todo: remedy(title, from), sources: ['KB318546', 'S002', 'S004'] as const };
  if (out === undefined || wanted === undefined || out === wanted) {
    const where = out === undefined || wanted === undefined ? '' : `, in VLAN ${out} as ${nameOf(to)} is`;
    const text = `By its routing table ${party.name} sends ${title} to ${to.adapter.nic.ipv4} by ${stray.adapter.name}, not by ${adapter.name}${where}.`;
    const because = ['astray', adapter.name, stray.adapter.name, out, wanted];
    return [step('risk', text, decision.certainty, lines, { ...advice, because })];
  }
  const text = `By its routing table ${party.name} sends ${title} by ${stray.adapter.name} in VLAN ${out} to ${to.adapter.name} in VLAN ${wanted} of ${to.party.name}, where it does not arrive.`;
  const because = ['astray-vlan', adapter.name, stray.adapter.name, out, to.adapter.name, wanted];
  return [step('no', text, 'reported', lines, { ...advice, because }), ...pings(from, to, stray)];
}

function remedy(title: string, { party, adapter }: End): string {
  const own = `Give ${title} a subnet of its own on both hosts, one that no other adapter is in`;
  const stack =
    title === 'vMotion' && atLeast(party.state, '6.0') !== false
      ? ', or put it in the vmotion stack (6.0 and newer)'
      : '';
  return `${own}${stack}. A static route does not help: the connected entry of ${adapter.subnet} matches first.`;
}

/** A ping that names its adapter does not ask the table: that it is answered proves the wire of that adapter, no more. */
function pings({ party, adapter }: End, to: End, stray: End): readonly JudgedStep[] {
  const answered = (party.state.pings ?? []).filter(
    ({ destination, vmknic, received = 0 }) =>
      destination === to.adapter.nic.ipv4 && vmknic === adapter.name && received > 0,
  );
  const vlan = vlanOf({ party, adapter });
  const way = `by ${adapter.name}${vlan === undefined ? '' : ` in VLAN ${vlan}`}`;
  const why = `-I names the adapter, so it leaves ${way} and proves nothing for what ${stray.adapter.name} sends`;
  return answered.slice(0, 1).map(({ evidence }) => {
    const lines = new Map(Object.values(evidence).map((each) => [each.line, each]));
    const text = `The ping of ${party.name} from ${adapter.name} to ${to.adapter.nic.ipv4} was answered all the same: ${why}.`;
    return step('yes', text, 'documented', of(party, [...lines.values()]), { sources: ['S002', 'S004'] });
  });
}
