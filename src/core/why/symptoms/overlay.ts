import type { HostState } from '../../esxi/host-state.ts';
import { isNetstackKey } from '../../esxi/netstacks.ts';
import type { Finding } from '../../rules/rule.ts';
import { shown } from '../../services/adapters.ts';
import { list, unique } from '../../services/choice.ts';
import { endpointsOf, OVERLAY_MTU, OVERLAY_PAYLOAD, type OverlayTest, overlayTests } from '../../services/overlay.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { pingStep, strayPings, strayText } from '../pings.ts';
import { reported, type Symptom } from './symptom.ts';

/** Tunnel endpoints that do not pass full packets. */
export const overlay: Symptom = {
  id: 'overlay',
  summary:
    'An overlay adds about 50 bytes to every packet, so each hop between the tunnel endpoints has to carry 1600; only a full-size ping without fragmentation tests that.',
  known: [
    reported("The vendor's minimum is 1600 end to end; a small ping that works proves nothing.", 'VSZ'),
    reported('In one case the hop that was too small was the interface of a router between the endpoints.', 'S004'),
    reported(
      'Machines behind an edge reach outside only once the edge has routes to the inner networks and the router outside has them too.',
      'S004',
    ),
  ],
  todo: [
    reported(
      "Ping the peer endpoint with 1572 bytes and no fragmentation from the endpoint's own stack, then shrink it to find the size that passes.",
      'VSZ',
    ),
  ],
  evidence: [
    'vmkping ++netstack=vxlan -d -s 1572 -I vmkN PEER',
    'esxcli network ip interface list',
    'esxcli network vswitch dvs vmware list',
  ],
  findings: ['overlay-mtu', 'overlay-path', 'overlay-test', 'duplicate-replies', 'mtu-mismatch'],
  seen,
};

/** The gravest that the output shows comes first; a ping that passes says that it is not the size. */
function seen({ state, question, diagnosis }: Asked): Draft | null {
  const tests = overlayTests(state);
  const endpoints = endpointsOf(state);
  const doubled = diagnosis.findings.flatMap(all).find(({ rule }) => rule === 'duplicate-replies');
  const stray = strayPings(state);
  if (tests.length === 0 && endpoints.length === 0 && doubled === undefined && stray.length === 0) return null;
  const cause = causeIn(diagnosis.findings.flatMap(all));
  const verdict =
    cause === undefined ? withoutCause(state, tests) : { premise: 'holds' as const, answer: cause.problem };
  const duplicates = doubled === undefined ? '' : ` ${doubled.problem} That is noted, not explained.`;
  return {
    ...verdict,
    answer: `${verdict.answer}${duplicates}`,
    steps: [
      ...endpoints.flatMap(endpointStep),
      ...tests.map(({ ping }) => pingStep(ping)),
      ...stray.slice(0, 1).map((ping) => sure(strayText(state, ping), 'inferred')),
      ...(doubled === undefined ? [] : [what(doubled.why, 'reported', doubled.evidence, ['S004'])]),
      ...(cause === undefined
        ? []
        : [sure(cause.why, cause.certainty, [], ['VSZ']), todo(cause.todo, cause.certainty, [], ['VSZ', 'S004'])]),
    ],
    prove: cause === undefined ? proofs(state, tests, question.destination) : [],
    missing: [],
    findings: ['overlay-mtu', 'overlay-path', 'overlay-test', 'duplicate-replies', 'mtu-mismatch'],
  };
}

const CAUSES = ['overlay-mtu', 'overlay-path'];

function causeIn(findings: readonly Finding[]): Finding | undefined {
  return CAUSES.flatMap((id) => findings.filter(({ rule }) => rule === id))[0];
}

function withoutCause(state: HostState, tests: readonly OverlayTest[]): Pick<Draft, 'premise' | 'answer'> {
  const to = (...results: readonly string[]) =>
    unique(tests.filter(({ result }) => results.includes(result)).map(({ ping }) => ping.destination));
  if (to('too-long').length > 0)
    return {
      premise: 'holds',
      answer: `This host itself cannot send the packet to ${list(to('too-long'))}: the MTU of its own endpoint is smaller than the test.`,
    };
  if (to('unreachable').length > 0)
    return {
      premise: 'cannot-tell',
      answer: `Not even a small packet to ${list(to('unreachable'))} is answered: that is not the size. VLAN, uplink and routing of the endpoint come first.`,
    };
  if (to('passes').length > 0 && to('small', 'other-stack', 'cut').every((each) => to('passes').includes(each)))
    return {
      premise: 'does-not-hold',
      answer: `Full-size packets get through to ${list(to('passes'))} without fragmentation: between these endpoints the size is not the cause.`,
    };
  const [stray] = strayPings(state);
  if (stray !== undefined && to('passes', 'lost', 'small', 'other-stack').length === 0)
    return {
      premise: 'cannot-tell',
      answer: `The ping to ${stray.destination} never left, so it says nothing of the size. ${strayText(state, stray)}`,
    };
  if (to('other-stack').length > 0)
    return {
      premise: 'cannot-tell',
      answer: `The ping to ${list(to('other-stack'))} left by another stack than the one of the overlay, so it says nothing of it.`,
    };
  if (tests.length > 0)
    return {
      premise: 'cannot-tell',
      answer: `These pings prove no size: only one of ${OVERLAY_PAYLOAD} bytes without fragmentation, from the endpoint's own stack, does.`,
    };
  const sizes = endpointsOf(state).filter(({ mtu }) => mtu !== undefined && mtu >= OVERLAY_MTU);
  if (sizes.length === 0) return { premise: 'cannot-tell', answer: overlay.summary };
  return {
    premise: 'cannot-tell',
    answer: `This host's own side is large enough (${list(sizes.map(({ name, mtu }) => `${name} ${mtu}`))}); whether every hop on the way is, only a ping of ${OVERLAY_PAYLOAD} bytes without fragmentation shows.`,
  };
}

function endpointStep(nic: ReturnType<typeof endpointsOf>[number]): readonly WhyStep[] {
  if (nic.mtu === undefined) return [];
  return [what(`The endpoint ${nic.name} has MTU ${nic.mtu}.`, 'documented', shown(nic, 'mtu'))];
}

/** The right test for each endpoint that is known, to the peers that were tried or asked about. */
function proofs(state: HostState, tests: readonly OverlayTest[], asked: string | null): readonly string[] {
  const proven = new Set(tests.filter(({ result }) => result === 'passes').map(({ ping }) => ping.destination));
  const tried = unique(tests.map(({ ping }) => ping.destination)).filter((each) => !proven.has(each));
  const peers = asked === null ? (tried.length > 0 ? tried : proven.size > 0 ? [] : ['PEER']) : [asked];
  const names = endpointsOf(state).map(({ name }) => name);
  return (names.length > 0 ? names : ['vmkN'])
    .filter(isNetstackKey)
    .flatMap((name) => peers.map((peer) => `vmkping ++netstack=vxlan -I ${name} -d -s ${OVERLAY_PAYLOAD} ${peer}`));
}

function all(each: Finding): readonly Finding[] {
  return [each, ...each.explains.flatMap(all)];
}
