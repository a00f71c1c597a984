import type { Evidence } from '../../evidence.ts';
import type { Proof } from '../host-state.ts';
import type {
  Clock,
  ClockRead,
  Firewall,
  Ntp,
  NtpDirective,
  NtpPeer,
  NtpTest,
  NtpVariables,
  Ptp,
  Ruleset,
  TimeSections,
} from '../time-state.ts';
import { all, only } from './entries.ts';
import type { Sections } from './merge.ts';

/** The sections of a host's time and of its firewall, of what the readers found. */
export function timeSections(sections: Sections): TimeSections {
  const ntp = ntpOf(sections);
  const firewall = firewallOf(sections);
  const ptp = only<Ptp>(sections, 'ptp');
  const clock = only<Clock>(sections, 'clock');
  const clockReadings = all<ClockRead>(sections, 'clockReadings');
  return {
    ...(ntp && { ntp }),
    ...(ptp && { ptp }),
    ...(clock && { clock }),
    ...(clockReadings && { clockReadings }),
    ...(firewall && { firewall }),
  };
}

function ntpOf(sections: Sections): Ntp | undefined {
  const told = only<Ntp>(sections, 'ntp');
  const directives = directivesOf(sections);
  const peers = all<NtpPeer>(sections, 'ntpPeers');
  const variables = only<NtpVariables>(sections, 'ntpVariables');
  const test = only<NtpTest>(sections, 'ntpTest');
  if ([told, directives, peers, variables, test].every((each) => each === undefined)) return undefined;
  return {
    ...(told?.servers === undefined && directives !== undefined && { servers: serversOf(directives) }),
    ...told,
    ...(directives && { directives }),
    ...(peers && { peers }),
    ...(variables && { variables }),
    ...(test && { test }),
    evidence: {
      ...told?.evidence,
      ...(told?.servers === undefined && serverEvidence(directives)),
      ...firstLine('directives', directives),
      ...firstLine('peers', peers),
      ...firstLine('variables', variables && [variables]),
      ...firstLine('test', test && [test]),
    },
  };
}

function directivesOf(sections: Sections): readonly NtpDirective[] | undefined {
  const entries = sections.get('ntpDirectives');
  if (entries === undefined) return undefined;
  return [...entries.values()]
    .filter(({ values }) => values.keyword !== undefined)
    .map(({ values, evidence }) => ({ ...(values as unknown as NtpDirective), evidence: evidence.keyword! }));
}

/** 127.127.t.u is a clock in the host itself, not a server. */
function serversOf(directives: readonly NtpDirective[]): readonly string[] {
  return servers(directives).map(({ args }) => args.find((word) => !word.startsWith('-'))!);
}

function servers(directives: readonly NtpDirective[]): readonly NtpDirective[] {
  const named = ({ args }: NtpDirective) => args.find((word) => !word.startsWith('-'));
  const asks = directives.filter(({ keyword }) => keyword === 'server' || keyword === 'pool' || keyword === 'peer');
  const outside = asks.filter((each) => named(each) !== undefined && !named(each)!.startsWith('127.127.'));
  return outside.filter((each, i) => outside.findIndex((other) => named(other) === named(each)) === i);
}

function serverEvidence(directives: readonly NtpDirective[] = []): { servers?: Evidence } {
  const first = servers(directives)[0] ?? directives[0];
  return first === undefined ? {} : { servers: first.evidence };
}

function firewallOf(sections: Sections): Firewall | undefined {
  const told = only<Firewall>(sections, 'firewall');
  const rulesets = all<Ruleset>(sections, 'rulesets');
  if (told === undefined && rulesets === undefined) return undefined;
  return {
    ...told,
    evidence: { ...told?.evidence, ...firstLine('rulesets', rulesets) },
    ...(rulesets && { rulesets }),
  };
}

/** A part is shown by the first line of it; each of its entries has lines of its own. */
function firstLine(key: string, entries: readonly { readonly evidence: Evidence | Proof }[] = []): Proof {
  const first = entries[0]?.evidence;
  const line = first === undefined || isLine(first) ? first : Object.values(first)[0];
  return line === undefined ? {} : { [key]: line };
}

function isLine(evidence: Evidence | Proof): evidence is Evidence {
  return typeof evidence.line === 'number';
}
