import type { HostState } from '../esxi/host-state.ts';
import type { Certainty } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';
import type { Step } from '../step.ts';

export const SERVICES = [
  'management',
  'vmotion',
  'provisioning',
  'ft',
  'iscsi',
  'nfs',
  'vsan',
  'replication',
  'ntp',
  'dns',
  'syslog',
  'icmp',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Which adapter a service leaves by on this host, and how that is known. */
export interface ServiceChoice {
  readonly service: ServiceName;
  /** The adapters it leaves by where that is known; empty where it is not. */
  readonly vmknics: readonly string[];
  /** What picks the adapter: the routing table, a tag, a binding, its own netstack, the Service Console, or not known. */
  readonly decidedBy: 'table' | 'tag' | 'binding' | 'netstack' | 'console' | 'unknown';
  readonly netstack: string;
  readonly certainty: Certainty;
  /** The answer as one sentence without a host's name. */
  readonly verdict: string;
  readonly steps: readonly Step[];
  /** Commands that settle or prove it, e.g. `pktcap-uw --vmk vmk0 --tcpport 8000 -c 20`. */
  readonly prove: readonly string[];
  /** Commands whose output was missing for a surer answer. */
  readonly missing: readonly string[];
  readonly sources: readonly SourceKey[];
}

/** One version range with the rule that holds in it; `from` and `to` are inclusive, e.g. `5.0`, `6.7`. */
export interface VersionRule {
  readonly from: string;
  readonly to?: string;
  readonly rule: string;
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
}

/** One ESXi service: its file is its name. */
export interface Service {
  readonly name: ServiceName;
  readonly title: string;
  /** Lower-case words and phrases people use for it, e.g. `v-motion`, `live migration`. */
  readonly alsoCalled: readonly string[];
  readonly versions: readonly VersionRule[];
  /** `destination` narrows the answer to one peer, e.g. the filer. */
  choose(state: HostState, destination?: string): ServiceChoice;
}
