import { attachmentOf } from '../../esxi/attachment.ts';
import type { HostState, Teaming, Vmknic } from '../../esxi/host-state.ts';
import { pinOf, teamingOf, uplinksFor } from '../../esxi/team.ts';
import type { Evidence } from '../../evidence.ts';
import type { Finding } from '../../rules/rule.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { failedPings, pingStep } from '../pings.ts';
import { keysOf } from './of-rule.ts';
import { inferred, reported, type Statement } from './symptom.ts';

/** What is known of teams and of what watches them, as every story of uplinks tells it. */
export const LINK_ONLY = reported(
  'By default only the loss of the link is detected (`link status only`): a cut cable, a failed card, a switch that is off. A port that is blocked or in a wrong VLAN keeps its link.',
  'S004',
  'VSZ',
  'NET65',
);
export const BEACONS: readonly Statement[] = [
  reported(
    'Beacon probing sees more, but needs three uplinks: of two it cannot tell which is dead, and sends on both. Link state tracking on the physical switch does it better.',
    'VSZ',
  ),
  inferred('Beacon probing does not go with IP hash (recalled; the guide is known in part only).', 'NET65'),
];
export const PINNED = inferred(
  'By `originating port ID` a vmkernel adapter is one virtual port and stays on one uplink until that fails.',
  'S004',
  'NET65',
);
export const BY_HASH = inferred(
  'By IP hash the switch chooses by the addresses of both ends, so it is another uplink for another peer; a dead one loses some peers and not others.',
  'NET65',
);
const GUESSED = reported(
  'That a standard switch always takes the lowest NIC, and a distributed one spreads, was the guess of the author of that case; the guide says the same of both: by virtual port.',
  'S004',
  'NET65',
);

/** Which uplink each of these adapters leaves by, what is behind it, and what of that is a guess; null where none of it was read. */
export function ofUplinks(
  { state, diagnosis }: Asked,
  { summary, about }: { readonly summary: string; readonly about: (nic: Vmknic) => boolean },
): Draft | null {
  const nics = (state.vmknics ?? []).filter(about);
  const steps = nics.flatMap((nic) => [
    ...pinSteps(state, nic),
    ...detection(state, nic),
    ...failedPings(state, nic.name).map(pingStep),
  ]);
  const all = diagnosis.findings.flatMap((each) => [each, ...each.explains]);
  const dead = all.find(
    ({ rule, facts }) => rule === 'link-status-only' && nics.some(({ name }) => includes(facts.vmknics, name)),
  );
  if (dead === undefined)
    return ofPolicy(all, steps) ?? (steps.length === 0 ? null : { premise: 'cannot-tell', answer: summary, steps });
  const nic = nics.find(({ name }) => includes(dead.facts.vmknics, name))!;
  const pin = pinOf(state, nic);
  return {
    premise: dead.severity === 'error' ? 'holds' : 'cannot-tell',
    answer: `${dead.problem} ${verdict(nic.name, pin, includes(dead.facts.uplinks, pin?.uplink))}`,
    steps: [what(dead.problem, dead.certainty, dead.evidence), what(dead.why, dead.certainty, [], ['S004']), ...steps],
    prove: nics.map(({ name }) => `vmkping -I ${name} PEER`),
  };
}

/** A NIC that the host took down, or beacons that cannot tell, are what the story is about where no uplink is silent. */
function ofPolicy(findings: readonly Finding[], steps: readonly WhyStep[]): Draft | null {
  const found = ['link-flapping', 'beacon-probing'].flatMap((id) => findings.filter(({ rule }) => rule === id));
  const [first] = found;
  if (first === undefined) return null;
  return {
    premise: 'holds',
    answer: `${first.problem} ${first.why}`,
    steps: [
      ...found.flatMap((each) => [what(each.problem, each.certainty, each.evidence), what(each.why, each.certainty)]),
      ...steps,
      ...found.map((each) => todo(each.todo, each.certainty, [], keysOf(each))),
    ],
  };
}

const includes = (all: unknown, one: string | undefined) => Array.isArray(all) && all.includes(one);

function verdict(name: string, pin: ReturnType<typeof pinOf>, isDead: boolean): string {
  if (pin === null)
    return `Whether ${name} leaves by it is not in what was read: \`esxtop\`, key n, shows it under TEAM-PNIC.`;
  return isDead
    ? `What it sends is lost there as long as the link is up; set that uplink unused, and it leaves by another.`
    : `${name} leaves by ${pin.uplink}, so it is not what stops this host now; after a failover it would.`;
}

/** The uplink of an adapter, or why it cannot be told. */
export function pinSteps(state: HostState, nic: Vmknic): readonly WhyStep[] {
  const usable = uplinksFor(state, nic);
  if (usable.length === 0) return [];
  const at = attachmentOf(state, nic);
  const lines = at.vswitch === undefined ? [] : shown(at.vswitch, 'uplinks', 'teaming');
  const pin = pinOf(state, nic);
  if (pin === null)
    return unpinned(`Which of ${list(usable)} ${nic.name} leaves by is not known.`, teamingOf(at), lines);
  const { uplink, by } = pin;
  if (by === 'shown') {
    const row = state.portUplinks!.filter(({ client }) => client === nic.name);
    return [
      what(
        `${nic.name} leaves by ${uplink} at that moment.`,
        'documented',
        row.flatMap((each) => shown(each, 'uplink')),
      ),
    ];
  }
  return [
    by === 'only'
      ? what(`${nic.name} leaves by ${uplink}, the only uplink that its team may use.`, 'documented', lines)
      : what(`${nic.name} leaves by ${uplink}, the first of its team, as long as that has link.`, 'inferred', lines),
  ];
}

/** The policy that was shown decides; where none was, the default one counts. */
function unpinned(text: string, teaming: Teaming | undefined, lines: readonly Evidence[]): readonly WhyStep[] {
  const tells = ({ text: rule, certainty, sources }: Statement, before = '') =>
    sure(`${before}${rule}`, certainty, before === '' ? [] : lines, sources);
  const policy = teaming?.loadBalancing;
  if (policy === 'iphash') return [tells(BY_HASH, `${text} `)];
  if (policy !== undefined && policy !== 'srcport')
    return [sure(`${text} It balances by \`${policy}\`.`, 'unknown', lines)];
  return [tells(PINNED, `${text} `), tells(GUESSED)];
}

function detection(state: HostState, nic: Vmknic): readonly WhyStep[] {
  const at = attachmentOf(state, nic);
  const teaming = teamingOf(at);
  if (teaming?.failureDetection !== 'link') return [];
  const of = at.portgroup?.teaming === undefined ? at.vswitch : at.portgroup;
  const text = `Failures of the uplinks of ${nic.name} are detected by link status only.`;
  return [what(text, 'documented', of === undefined ? [] : shown(of, 'teaming'))];
}
