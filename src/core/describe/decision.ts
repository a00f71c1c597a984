import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Line, Reply } from '../reply.ts';
import { absentStack, type Decision, disabledReason, type RouteRef } from '../routing/decision.ts';
import { askFor, bullets, type Quoted, section, text } from './sections.ts';
import { contextOf, SURENESS } from './words.ts';

/** One lookup for people: where it leaves, the line that decides, the lines passed over, what is not known. */
export function describeDecision(decision: Decision, state: HostState, quoted: Quoted): Reply {
  const deciding: Line[] =
    decision.route === null ? [] : [{ text: `${entryText(decision.route)}.`, evidence: quoted(decision.evidence) }];
  const sure = `${SURENESS[decision.certainty]}`;
  return {
    headline: { text: headline(decision), evidence: decision.route === null ? quoted(decision.evidence) : [] },
    context: contextOf(state, `stack ${decision.netstack}`),
    sections: [
      ...section('What decides', text(...deciding)),
      ...section('Passed over', bullets(decision.passedOver.map((each) => `${entryText(each, '')}: ${each.why}.`))),
      ...section('How sure', text(`${capital(decision.certainty)}: ${lowerFirst(sure)}`), bullets(decision.notes)),
      ...askFor(decision.missing),
    ],
  };
}

/** What happens to the packet, as a sentence. */
export function headline(decision: Decision): string {
  const { destination, outcome, vmknic, nextHop, sourceAddress, netstack, notes } = decision;
  const tableOf = netstack === DEFAULT_STACK ? 'the routing table' : `the routing table of ${netstack}`;
  const absent = absentStack(decision);
  if (absent !== undefined) return `Nothing reaches ${destination} that way. ${absent}`;
  const disabled = disabledReason(decision);
  if (disabled !== undefined && vmknic === null && outcome !== 'not-enough-known') {
    return `Nothing reaches ${destination}: ${disabled}`;
  }
  const by = vmknic ?? 'an adapter that is not known';
  const source = sourceAddress === null ? '' : `, with source ${sourceAddress}`;
  switch (outcome) {
    case 'on-link':
      return `${destination} is on a connected subnet: it is reached by ${by}${source}.`;
    case 'via-gateway':
      return `${destination} is reached by ${by} through the gateway ${nextHop ?? 'that is not known'}${source}.`;
    case 'no-route':
      return `Nothing reaches ${destination}: ${tableOf} has no entry for it and no default route.`;
    case 'gateway-unreachable':
      return `Nothing reaches ${destination}: its entry names the gateway ${nextHop ?? ''}, which no adapter${netstack === DEFAULT_STACK ? '' : ` of ${netstack}`} has on its subnet.`;
    case 'ambiguous':
      return `Which way ${destination} takes cannot be told: two entries of one prefix lead to different places.`;
    case 'not-enough-known':
      return `How ${destination} is reached is not known. ${notes[0] ?? ''}`.trim();
  }
}

function entryText({ network, gateway, vmknic, source }: RouteRef, lead = 'The entry '): string {
  const name = network === '0.0.0.0/0' || network === '::/0' ? `${network} (the default route)` : network;
  const parts = [
    gateway === null ? 'connected' : `via ${gateway}`,
    vmknic && `on ${vmknic}`,
    source && `source ${source}`,
  ];
  return `${lead}${name}: ${parts.filter(Boolean).join(', ')}`;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const lowerFirst = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);
