import { attachmentOf } from '../esxi/attachment.ts';
import { contains } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { Decision } from '../routing/decision.ts';
import { judge } from '../rules/rule.ts';
import { uplinkDown } from '../rules/uplink-down.ts';
import { shown } from '../services/adapters.ts';
import { astray, strayOf } from './astray.ts';
import type { ComparedStep } from './comparison.ts';
import { type End, eachOf, nameOf, vlanLines, vlanOf } from './end.ts';
import { type Findings, type JudgedStep, missingOf, NOTHING, of, step, together } from './sides.ts';

const INTERFACES = 'esxcli network ip interface list';
const PORTGROUPS = 'esxcli network vswitch standard portgroup list';

/** Whether two adapters of two hosts reach each other with what `title` sends: subnet, VLAN, tables both ways, MTU, links. */
export function pathBetween(title: string, a: End, b: End): Findings {
  if (a.adapter.address === b.adapter.address) return { steps: [sameAddress(a, b)], missing: [] };
  const onLink = contains(a.adapter.prefix, b.adapter.address) && contains(b.adapter.prefix, a.adapter.address);
  return together(
    { steps: [subnets(a, b)], missing: [] },
    sent(title, a, b),
    sent(title, b, a),
    onLink ? vlans(a, b) : NOTHING,
    mtus(a, b),
    links(a),
    links(b),
  );
}

function addresses({ party, adapter }: End) {
  return of(party, shown(adapter.nic, 'ipv4', 'prefixLength'));
}

function both(a: End, b: End) {
  return [...addresses(a), ...addresses(b)];
}

function sameAddress(a: End, b: End): JudgedStep {
  return step(
    'no',
    `${nameOf(a)} and ${nameOf(b)} have the same address ${a.adapter.nic.ipv4}.`,
    'documented',
    both(a, b),
    { because: ['same-address'] },
  );
}

function subnets(a: End, b: End): JudgedStep {
  const { subnet } = a.adapter;
  if (subnet === b.adapter.subnet) {
    return step('yes', `${nameOf(a)} and ${nameOf(b)} are in one subnet, ${subnet}.`, 'documented', both(a, b));
  }
  const text = `${nameOf(a)} is in ${subnet} and ${nameOf(b)} in ${b.adapter.subnet}`;
  const mistaken = contains(a.adapter.prefix, b.adapter.address) || contains(b.adapter.prefix, a.adapter.address);
  if (mistaken) {
    return step('risk', `${text}: the two do not agree on which addresses are on the link.`, 'documented', both(a, b), {
      because: ['subnets', eachOf([a, b], ({ adapter }) => adapter.subnet)],
    });
  }
  return step('yes', `${text}, so routers between them must carry it.`, 'documented', both(a, b));
}

/** In one subnet the two must be in one VLAN; across routers their VLANs may differ. */
function vlans(a: End, b: End): Findings {
  // What leaves by another adapter never is in the VLAN of this one: there the step of the sender speaks of both.
  if ([strayOf(a, b), strayOf(b, a)].some((stray) => stray !== undefined)) return NOTHING;
  const [vlanA, vlanB] = [vlanOf(a), vlanOf(b)];
  if (vlanA === undefined || vlanB === undefined) {
    const unknown = [a, b].filter((end) => vlanOf(end) === undefined);
    const names = unknown.map(nameOf).join(' and ');
    return {
      steps: [
        step('cannot-tell', `The VLAN of ${names} is not known.`, 'unknown', [], {
          because: ['vlan-unknown', eachOf(unknown)],
        }),
      ],
      missing: unknown.flatMap(({ party }) => missingOf(party, [PORTGROUPS])),
    };
  }
  const lines = [a, b].flatMap(vlanLines);
  const text =
    vlanA === vlanB
      ? `Both are in VLAN ${vlanA}.`
      : `${nameOf(a)} is in VLAN ${vlanA} and ${nameOf(b)} in VLAN ${vlanB}: with one subnet in two VLANs they do not see each other.`;
  return {
    steps: [
      vlanA === vlanB
        ? step('yes', text, 'documented', lines)
        : step('no', text, 'inferred', lines, {
            todo: 'Put both into one VLAN, or give each VLAN a subnet of its own.',
            because: ['vlans', eachOf([a, b], vlanOf)],
          }),
    ],
    missing: [],
  };
}

/** What the sender's own table does with the other's address. */
function sent(title: string, from: End, to: End): Findings {
  const { party } = from;
  const stray = strayOf(from, to);
  if (stray !== undefined) return { steps: astray(title, from, to, stray), missing: [] };
  const decision = decide(party.state, { destination: to.adapter.nic.ipv4!, netstack: from.adapter.netstack });
  const [verdict, text] = told(from, to, decision);
  const because = ['sent', decision.outcome, from.adapter.name, decision.vmknic, from.adapter.netstack];
  const advice = decision.outcome === 'no-route' ? { todo: noWay(from, to) } : {};
  return {
    steps: [step(verdict, text, decision.certainty, of(party, decision.evidence), { ...advice, because })],
    missing: missingOf(party, decision.missing),
  };
}

function noWay({ party, adapter }: End, to: End): string {
  return `On ${party.name} give ${adapter.netstack} a route to ${to.adapter.subnet} through a router in ${adapter.subnet}.`;
}

function told(from: End, to: End, { outcome, vmknic, nextHop }: Decision): [ComparedStep['verdict'], string] {
  const start = `${from.party.name} sends to ${to.adapter.nic.ipv4}`;
  const other = vmknic === null || vmknic === from.adapter.name ? '' : `, not by ${from.adapter.name}`;
  switch (outcome) {
    case 'on-link':
      return [other === '' ? 'yes' : 'risk', `${start} on the link by ${vmknic}${other}.`];
    case 'via-gateway':
      return [
        other === '' ? 'yes' : 'risk',
        `${start} through ${nextHop}${vmknic === null ? '' : ` by ${vmknic}`}${other}.`,
      ];
    case 'no-route':
      return [
        'no',
        `${from.party.name} has no route to ${to.adapter.nic.ipv4} in the netstack ${from.adapter.netstack}.`,
      ];
    case 'gateway-unreachable':
      return ['no', `${start} through ${nextHop ?? 'a gateway'}, which is on no subnet of its adapters.`];
    case 'ambiguous':
      return ['risk', `${start} by one of several adapters; its table does not show which.`];
    case 'not-enough-known':
      return ['cannot-tell', `Which way ${start} is not known.`];
  }
}

function mtus(a: End, b: End): Findings {
  const [mtuA, mtuB] = [a.adapter.nic.mtu, b.adapter.nic.mtu];
  const lines = [a, b].flatMap(({ party, adapter }) =>
    adapter.nic.mtu === undefined ? [] : of(party, shown(adapter.nic, 'mtu')),
  );
  if (mtuA === undefined || mtuB === undefined) {
    const unknown = [a, b].filter(({ adapter }) => adapter.nic.mtu === undefined);
    return {
      steps: [
        step('cannot-tell', `The MTU of ${unknown.map(nameOf).join(' and ')} is not known.`, 'unknown', lines, {
          because: ['mtu-unknown', eachOf(unknown)],
        }),
      ],
      missing: unknown.flatMap(({ party }) => missingOf(party, [INTERFACES])),
    };
  }
  const equal = mtuA === mtuB;
  const text = equal
    ? `Both have MTU ${mtuA}.`
    : `${nameOf(a)} has MTU ${mtuA} and ${nameOf(b)} ${mtuB}: large packets of one do not reach the other.`;
  const tooSmall = [a, b].flatMap((end) => switchTooSmall(end));
  const because = ['mtu', eachOf([a, b], ({ adapter }) => adapter.nic.mtu)];
  return { steps: [step(equal ? 'yes' : 'risk', text, 'documented', lines, { because }), ...tooSmall], missing: [] };
}

function switchTooSmall(end: End): JudgedStep[] {
  const { party, adapter } = end;
  const { vswitch } = attachmentOf(party.state, adapter.nic);
  if (vswitch?.mtu === undefined || adapter.nic.mtu === undefined || adapter.nic.mtu <= vswitch.mtu) return [];
  const text = `${nameOf(end)} has MTU ${adapter.nic.mtu}, its switch ${vswitch.name} only ${vswitch.mtu}.`;
  const because = ['switch-mtu', adapter.name, adapter.nic.mtu, vswitch.name, vswitch.mtu];
  const lines = [...shown(adapter.nic, 'mtu'), ...shown(vswitch, 'mtu')];
  return [step('risk', text, 'documented', of(party, lines), { because })];
}

/** A switch that is known to have no link left carries nothing. */
function links({ party, adapter }: End): Findings {
  const { vswitch, portgroup } = attachmentOf(party.state, adapter.nic);
  if (vswitch === undefined) return NOTHING;
  const dead = judge(uplinkDown, party.state).findings.filter(
    ({ facts }) =>
      facts.all === true &&
      facts.vswitch === vswitch.name &&
      (facts.portgroup === null || facts.portgroup === portgroup?.name),
  );
  return {
    steps: dead.map(({ problem, certainty, evidence, facts }) =>
      step('no', `On ${party.name}: ${problem}`, certainty, of(party, evidence), { because: ['links', facts] }),
    ),
    missing: [],
  };
}
