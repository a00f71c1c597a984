import { adapterList, routeList, tagGet } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { Certainty } from '../evidence.ts';
import { readIpv4 } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { SourceKey } from '../sources.ts';
import type { Step } from '../step.ts';
import { type Adapter, adaptersOf, connectedEntry, holds, onlyNicOf, shown } from './adapters.ts';
import { addressOf, outcomeOf } from './by-table.ts';
import { list, step, unique } from './choice.ts';
import type { ServiceChoice } from './service.ts';
import { firstSharing, type Sharing, sharingOf, sharingSteps } from './tagged-sharing.ts';
import { namedAlike, type Tagged, tagged } from './tags.ts';

/** A verdict on a service whose tagged adapter is not alone in its subnet. */
export interface SharedVerdict {
  readonly verdict: string;
  readonly certainty: Certainty;
  readonly steps?: readonly Step[];
  readonly sources: readonly SourceKey[];
}

/** What differs between the services that carry a tag. */
export interface TagService {
  readonly title: string;
  readonly tags: readonly string[];
  readonly portgroupName: RegExp;
  /** How surely the tagged adapter carries it where its subnet is its own. */
  readonly certainty: Certainty;
  readonly sources: readonly SourceKey[];
  /** What to capture on an adapter. */
  prove(state: HostState, vmknic: string): readonly string[];
  /** `adapter` is undefined where the tags were not read. */
  shared(state: HostState, sharing: Sharing): SharedVerdict;
  several(state: HostState, carriers: readonly string[]): SharedVerdict;
}

type Answer = Omit<ServiceChoice, 'service'>;

/** The answer for a service that has a tag, in the default stack. */
export function byTag(state: HostState, service: TagService, destination?: string): Answer {
  const tags = tagged(state, DEFAULT_STACK, service.tags);
  const { carriers, unread, nics } = tags;
  if (state.vmknics === undefined || nics.length === 0) return noAdapters(state, service);
  if (carriers.length > 1) return several(state, service, tags);
  if (carriers.length === 1) return single(state, service, tags, destination);
  if (unread.length === 0) return notTagged(service, tags);
  return untold(state, service, tags);
}

function base(service: TagService, more: Partial<Answer>): Answer {
  return {
    vmknics: [],
    decidedBy: 'unknown',
    netstack: DEFAULT_STACK,
    certainty: 'unknown',
    verdict: '',
    steps: [],
    prove: [],
    missing: [],
    sources: service.sources,
    ...more,
  };
}

function noAdapters(state: HostState, service: TagService): Answer {
  return base(service, {
    verdict: `No VMkernel adapter was read, so which one ${service.title} uses is not known.`,
    missing: [adapterList(state), ...tagGet(state, service.tags[0]!, ['vmk0'])],
  });
}

function notTagged(service: TagService, { nics }: Tagged): Answer {
  return base(service, {
    certainty: 'documented',
    decidedBy: 'tag',
    verdict: `No adapter of the default stack carries the ${service.title} tag, so ${service.title} is not set up there.`,
    steps: [
      step(
        `The tags of ${list(nics.map(({ name }) => name))} were read and ${service.title} is not among them.`,
        'documented',
        nics.flatMap((nic) => shown(nic, 'services', 'tagsRead')),
      ),
    ],
  });
}

/** No tag was shown: the answer is a single adapter, or not known. */
function untold(state: HostState, service: TagService, tags: Tagged): Answer {
  const { nics, unread } = tags;
  const missing = tagGet(
    state,
    service.tags[0]!,
    unread.map(({ name }) => name),
  );
  const only = onlyNicOf(state, DEFAULT_STACK);
  if (only !== undefined) {
    const { name } = only;
    return base(service, {
      vmknics: [name],
      decidedBy: 'table',
      certainty: 'inferred',
      verdict: `${name} is the only adapter of the default stack that was read, so ${service.title}, if it is set up, leaves by it.`,
      steps: [step(`${name} is the only adapter listed.`, 'inferred', shown(only, 'name', 'ipv4'))],
      prove: service.prove(state, name),
      missing,
    });
  }
  const together = firstSharing(state);
  const shared = together === undefined ? undefined : service.shared(state, together);
  return base(service, {
    verdict: `${shared === undefined ? '' : `${shared.verdict} `}The output does not show which adapter carries the ${service.title} tag.`,
    steps: [
      step(
        `No tag was read for ${list(unread.map(({ name }) => name))}.`,
        'unknown',
        unread.flatMap((nic) => shown(nic, 'name')),
      ),
      ...namedAlike(tags, service.portgroupName),
      ...(together === undefined ? [] : sharingSteps(state, together)),
      ...(shared?.steps ?? []),
    ],
    prove: service.prove(state, together?.owner ?? nics[0]!.name),
    missing: [...missing, ...(together !== undefined && together.owner === undefined ? [routeList(state)] : [])],
    sources: unique([...service.sources, ...(shared?.sources ?? [])]),
  });
}

function several(state: HostState, service: TagService, { carriers, unread }: Tagged): Answer {
  const names = carriers.map(({ name }) => name);
  const { verdict, certainty, steps = [], sources } = service.several(state, names);
  return base(service, {
    vmknics: certainty === 'unknown' ? [] : names,
    decidedBy: certainty === 'unknown' ? 'unknown' : 'tag',
    certainty,
    verdict,
    steps: [
      step(
        `The ${service.title} tag is on ${list(names)}.`,
        'documented',
        carriers.flatMap((nic) => shown(nic, 'services')),
      ),
      ...steps,
    ],
    prove: names.flatMap((name) => service.prove(state, name)),
    missing: tagGetOf(state, service, unread),
    sources: unique([...service.sources, ...sources]),
  });
}

function single(state: HostState, service: TagService, { carriers, unread }: Tagged, destination?: string): Answer {
  const carrier = carriers[0]!;
  const said = step(`The ${service.title} tag is on ${carrier.name}.`, 'documented', shown(carrier, 'services'));
  const missing = tagGetOf(state, service, unread);
  const adapter = adaptersOf(state, DEFAULT_STACK).find(({ nic }) => nic === carrier);
  if (adapter === undefined) {
    const verdict = `${carrier.name} carries the ${service.title} tag; its address is not known, so whether the routing table agrees is not, either.`;
    return base(service, { verdict, steps: [said], missing: [adapterList(state), routeList(state), ...missing] });
  }
  const sharing = sharingOf(state, adapter);
  if (sharing !== undefined) return inSharedSubnet(state, service, sharing, [said], missing);
  const peer = readIpv4((destination === undefined ? null : addressOf(destination)) ?? '');
  if (peer !== null && !holds(adapter, peer))
    return beyond(state, service, adapter, addressOf(destination!)!, [said], missing);
  const entry = connectedEntry(state, adapter);
  return base(service, {
    vmknics: [carrier.name],
    decidedBy: 'tag',
    certainty: service.certainty,
    verdict: `${service.title} leaves by ${carrier.name} for peers in ${adapter.subnet}: it carries the tag, and no other adapter has an address in that subnet.`,
    steps: [
      said,
      step(`${carrier.name} is alone in ${adapter.subnet}, so tag and table name the same adapter.`, 'inferred', [
        ...shown(carrier, 'ipv4', 'prefixLength'),
        ...(entry === undefined ? [] : shown(entry.route, 'network', 'vmknic')),
      ]),
    ],
    prove: service.prove(state, carrier.name),
    missing,
  });
}

/** The peer is not in the tagged adapter's subnet: the answer is sure only where the table sends there by the same adapter. */
function beyond(
  state: HostState,
  service: TagService,
  { name }: Adapter,
  destination: string,
  steps: readonly Step[],
  missing: readonly string[],
): Answer {
  const decision = decide(state, { destination, netstack: DEFAULT_STACK });
  const told = [...steps, step(`By the table it ${outcomeOf(decision)}.`, decision.certainty, decision.evidence)];
  const more = {
    steps: told,
    prove: service.prove(state, decision.vmknic ?? name),
    missing: [...missing, ...decision.missing],
  };
  if (decision.vmknic === name) {
    const verdict = `${service.title} for ${destination} leaves by ${name}: it carries the tag, and the routing table sends there by it.`;
    return base(service, { ...more, vmknics: [name], decidedBy: 'tag', certainty: decision.certainty, verdict });
  }
  const verdict = `${service.title} for ${destination} is not settled: the tag is on ${name}, and by the routing table it ${outcomeOf(decision)}.`;
  return base(service, { ...more, verdict });
}

function inSharedSubnet(
  state: HostState,
  service: TagService,
  sharing: Sharing,
  steps: readonly Step[],
  missing: readonly string[],
): Answer {
  const { verdict, certainty, steps: why = [], sources } = service.shared(state, sharing);
  return base(service, {
    certainty,
    verdict,
    steps: [...steps, ...sharingSteps(state, sharing), ...why],
    prove: service.prove(state, sharing.owner ?? sharing.others[0]!),
    missing: [...missing, ...(sharing.owner === undefined ? [routeList(state)] : [])],
    sources: unique([...service.sources, ...sources]),
  });
}

function tagGetOf(state: HostState, service: TagService, unread: Tagged['unread']): readonly string[] {
  if (unread.length === 0) return [];
  return tagGet(
    state,
    service.tags[0]!,
    unread.map(({ name }) => name),
  );
}
