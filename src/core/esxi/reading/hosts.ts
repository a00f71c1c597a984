import type { PassageFacts } from './collector.ts';
import type { Passage } from './transcript.ts';

export interface ReadPassage {
  readonly passage: Passage;
  readonly said: PassageFacts;
}

/** What cannot differ on one host; `within` one input an address can, since people show it before and after a change. */
interface Mark {
  readonly value: string;
  readonly capture: string | undefined;
  readonly within: boolean;
}

/** The passages of one host. */
export interface HostGroup {
  name: string | null;
  system: Passage['system'];
  readonly identity: Map<string, Mark>;
  readonly passages: ReadPassage[];
}

/**
 * Cuts a paste into hosts. A name in the prompt decides; without one, the Service Console's prompt beside an ESXi prompt,
 * or one NIC with two MACs, show that there are two.
 */
export function groupByHost(passages: readonly ReadPassage[]): HostGroup[] {
  const groups: HostGroup[] = [];
  const named = new Map<string, HostGroup>();
  let current: HostGroup | undefined;
  for (const read of passages) {
    const identity = identityOf(read);
    const empty = read.said.facts.length === 0;
    const group: HostGroup =
      empty && read.passage.host === null && current !== undefined
        ? current
        : choose(groups, named, current, read.passage, identity);
    if (group.passages.length === 0) groups.push(group);
    group.name ??= read.passage.host;
    if (group.name !== null) named.set(group.name, group);
    group.system ??= read.passage.system;
    for (const [key, value] of identity) if (!group.identity.has(key)) group.identity.set(key, value);
    group.passages.push(read);
    current = group;
  }
  return mergeEmpty(groups);
}

function choose(
  groups: readonly HostGroup[],
  named: ReadonlyMap<string, HostGroup>,
  current: HostGroup | undefined,
  { host, system }: Passage,
  identity: ReadonlyMap<string, Mark>,
): HostGroup {
  const fits = (group: HostGroup) =>
    !conflicts(group.identity, identity) && (group.system === null || system === null || group.system === system);
  const fresh = (): HostGroup => ({ name: host, system, identity: new Map(), passages: [] });
  if (host !== null) {
    const known = named.get(host);
    if (known) return known;
    return current !== undefined && current.name === null && fits(current) ? current : fresh();
  }
  if (current !== undefined && fits(current)) return current;
  return groups.findLast(fits) ?? fresh();
}

function conflicts(known: ReadonlyMap<string, Mark>, other: ReadonlyMap<string, Mark>): boolean {
  for (const [key, { value, capture, within }] of other) {
    const before = known.get(key);
    if (before !== undefined && before.value !== value && !(within && before.capture === capture)) return true;
  }
  return false;
}

function identityOf({ passage: { capture }, said }: ReadPassage): Map<string, Mark> {
  const identity = new Map<string, Mark>();
  const mark = (key: string, value: unknown, within = false) => {
    if (typeof value === 'string') identity.set(key, { value, capture, within });
  };
  for (const { section, key, values } of said.facts) {
    if (section === 'uplinks') mark(key, values.mac);
    else if (section === 'vswitches') mark(`class ${key}`, values.class);
    else if (section === 'host') mark('build', values.build);
    else if (section === 'vmknics' && key === 'vmk0') {
      mark(key, values.mac);
      mark('address', values.ipv4, true);
    }
  }
  return identity;
}

/** A prompt of another name that printed nothing that was read makes no host. */
function mergeEmpty(groups: HostGroup[]): HostGroup[] {
  const full = groups.filter(({ passages }) => passages.some(({ said }) => said.facts.length > 0));
  if (full.length === 0) return groups.slice(0, 1);
  const some = new Set(full);
  for (const group of groups) if (!some.has(group)) full[0]!.passages.push(...group.passages);
  return full;
}
