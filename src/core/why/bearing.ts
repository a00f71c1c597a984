import { attachmentOf } from '../esxi/attachment.ts';
import type { HostState } from '../esxi/host-state.ts';
import { overlap, type Prefix, readIpv4, readPrefix } from '../net/address.ts';
import type { Question } from '../questions/question.ts';
import type { Finding } from '../rules/rule.ts';
import { nicNamed } from '../services/adapters.ts';
import type { Draft } from './answer.ts';

/** The findings that bear on an answer: about its adapters, its prefixes or the wire of its adapters, causes before what follows from them. */
export function bearing(
  state: HostState,
  question: Question,
  findings: readonly Finding[],
  draft: Draft,
): readonly Finding[] {
  const { about = [], findings: named = [], destination } = draft;
  return findings.flatMap(withExplained).filter((finding) => {
    if (named.includes(finding.rule)) return true;
    if (finding.severity === 'note') return false;
    if (onTheWire(state, finding, about)) return true;
    if (isOfAnother(finding, question, destination)) return false;
    const values = Object.values(finding.facts).flat();
    if (!values.some((value) => about.includes(value as string))) return false;
    return destination === undefined || !isElsewhere(finding, destination, question.vmknic);
  });
}

/** It speaks of another peer or another service than the one asked about, or of replies where nobody asked about any. */
function isOfAnother({ rule, facts }: Finding, { kind, service, vmknic }: Question, destination?: string): boolean {
  const dialled = kind === 'return-path' && rule === 'return-path' && vmknic === facts.vmknic;
  const [peer, asked] = [facts.destination, destination].map((text) => prefixOf(String(text ?? '')));
  if (!dialled && peer != null && asked != null && !overlap(peer, asked)) return true;
  if (typeof facts.service === 'string' && service !== null && facts.service !== service) return true;
  return rule === 'return-path' && kind === 'service-adapter' && service !== 'management';
}

function withExplained(finding: Finding): readonly Finding[] {
  return [finding, ...finding.explains.flatMap(withExplained)];
}

/** A fault of the switch or port group that one of the adapters is plugged into. */
function onTheWire(state: HostState, { facts }: Finding, about: readonly string[]): boolean {
  const { vswitch, portgroup } = facts;
  if (typeof vswitch !== 'string') return false;
  return about.some((name) => {
    const nic = nicNamed(state, name);
    if (nic === undefined) return false;
    const at = attachmentOf(state, nic);
    return at.vswitch?.name === vswitch && (typeof portgroup !== 'string' || at.portgroup?.name === portgroup);
  });
}

const OF_SUBNETS = new Set(['shared-subnet', 'overlapping-subnets', 'split-vlan-subnet', 'two-dhcp-adapters']);

/** A subnet that several adapters share has no say in a flow that goes past it, unless the adapter asked about has lost it. */
function isElsewhere({ rule, facts }: Finding, destination: string, vmknic: string | null): boolean {
  if (!OF_SUBNETS.has(rule)) return false;
  if (vmknic !== null && facts.owner !== vmknic && [facts.vmknics].flat().includes(vmknic)) return false;
  const to = prefixOf(destination);
  const subnets = [facts.subnet, facts.subnets].flat().flatMap((text) => prefixOf(String(text ?? '')) ?? []);
  return to === null || to.length === 0 || !subnets.some((subnet) => overlap(subnet, to));
}

function prefixOf(text: string): Prefix | null {
  const address = readIpv4(text);
  return address === null ? readPrefix(text) : { network: address, length: 32 };
}
