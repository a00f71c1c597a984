import { askedIn, shownToBeNone } from '../asked.ts';
import type { HostIdentity, HostState, IscsiBinding, Route, Vmknic } from '../host-state.ts';
import type { LogLine } from '../log-state.ts';
import { DEFAULT_STACK } from '../netstacks.ts';
import type { ListedFact } from './collector.ts';
import type { HostGroup, ReadPassage } from './hosts.ts';
import { imageSections } from './image.ts';
import { memorySections } from './memory.ts';
import { merge, type Sections } from './merge.ts';
import { netstacks } from './netstacks.ts';
import { storageSections } from './storage.ts';
import { timeSections } from './time.ts';

/** Sections a reader may miss, in the order they are told. */
const WANTED = [
  'vmknics',
  'routes',
  'vswitches',
  'portgroups',
  'uplinks',
  'neighbors',
  'iscsi',
  'nfs',
  'dns',
  'connections',
  'pings',
  'ntp',
] as const;

/** Makes the state of one host of what its passages said. */
export function assemble({ name, system, passages }: HostGroup): HostState {
  const { sections, contradictions, listed } = merge(passages.flatMap(factsOf));
  fillPorts(sections);
  const vmknics = list<Vmknic>(sections, 'vmknics', (values, key) => ({
    name: key,
    ...values,
    netstack: values.netstack ?? DEFAULT_STACK,
  }));
  const routes = list<Route>(sections, 'routes', (values) => values);
  const read = {
    ...section('vmknics', vmknics),
    ...section('routes', routes),
    ...section(
      'routes6',
      list(sections, 'routes6', (values) => values),
    ),
    ...section(
      'vswitches',
      list(sections, 'vswitches', (values, key) => ({ name: key, ...values, kind: values.kind ?? 'standard' })),
    ),
    ...section(
      'portgroups',
      list(sections, 'portgroups', (values, key) => ({ name: key, ...values })),
    ),
    ...section(
      'uplinks',
      list(sections, 'uplinks', (values, key) => ({ name: key, ...values })),
    ),
    ...section(
      'linkHints',
      list(sections, 'linkHints', (values, key) => ({ name: key, ...values })),
    ),
    ...section(
      'portUplinks',
      list(sections, 'portUplinks', (values) => values),
    ),
    ...section(
      'neighbors',
      list(sections, 'neighbors', (values) => values),
    ),
    ...section(
      'iscsi',
      list<IscsiBinding>(sections, 'iscsi', (values) => values)?.filter((binding) => 'vmknic' in binding),
    ),
    ...section(
      'nfs',
      list(sections, 'nfs', (values) => values),
    ),
    ...serviceConsole(sections),
    ...section('dns', list(sections, 'dns', (values) => values)?.[0]),
    ...section(
      'connections',
      list(sections, 'connections', (values) => values),
    ),
    ...section('session', list(sections, 'session', (values) => values)?.[0]),
    ...section('access', list(sections, 'access', (values) => values)?.[0]),
    ...section(
      'pings',
      list(sections, 'pings', (values) => values),
    ),
    ...section(
      'logEvents',
      list(sections, 'logEvents', (values) => values),
    ),
    ...section('logs', logs(sections)),
    ...storageSections(sections),
    ...memorySections(sections),
    ...imageSections(sections),
    ...timeSections(sections),
  };
  const none = [...shownToBeNone(passages)].filter((each) => !(each in read));
  const known = { ...read, ...Object.fromEntries(none.map((each) => [each, []])) };
  const host = sections.get('host')?.get('host');
  const classic = system === 'console' || 'serviceConsole' in read;
  return {
    host: {
      ...(name === null ? {} : { name }),
      ...host?.values,
      ...(name === null ? {} : { name }),
      ...(classic ? { classic } : {}),
      ...bundleOf(passages),
      evidence: host?.evidence ?? {},
    },
    netstacks: netstacks(sections, listed, vmknics ?? [], routes),
    ...known,
    contradictions,
    assumptions: passages.flatMap(({ said }) => said.assumptions),
    unread: passages.flatMap(({ said }) => said.unread),
    notCaptured: WANTED.filter((each) => !(each in known)),
    asked: askedIn(passages),
  } as unknown as HostState; // values were typed by their cells
}

function bundleOf(passages: readonly ReadPassage[]): Pick<HostIdentity, 'bundle'> {
  const read = passages.filter(({ said }) => said.facts.length > 0);
  const inside = read.filter(({ passage }) => passage.member !== undefined).length;
  return inside === 0 ? {} : { bundle: inside === read.length ? 'alone' : 'beside-others' };
}

/** What a listing does not show is known to be gone only where every line of it was read. */
function factsOf({ said: { facts, unread } }: ReadPassage): readonly ListedFact[] {
  return unread.length === 0 ? facts : facts.map((fact) => ({ ...fact, partial: true }));
}

function list<T>(
  sections: Sections,
  name: string,
  make: (values: Record<string, unknown>, key: string) => object,
): T[] | undefined {
  const entries = sections.get(name);
  return entries && [...entries].map(([key, { values, evidence }]) => ({ ...make(values, key), evidence }) as T);
}

function section<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: T });
}

/** A line of a log is one line: all of its values stand there. */
function logs(sections: Sections): LogLine[] | undefined {
  const entries = sections.get('logs');
  if (entries === undefined) return undefined;
  return [...entries.values()].map(({ values, evidence }) => ({ ...values, evidence: evidence.text! }) as LogLine);
}

/** Ports are listed below their switch, or apart from it. */
function fillPorts(sections: Sections): void {
  for (const [key, { values, evidence }] of sections.get('dvPorts') ?? []) {
    const known = sections.get('vswitches')?.get(key);
    if (known === undefined) continue;
    known.values.ports = values.ports;
    known.evidence.ports = evidence.ports!;
  }
}

function serviceConsole(sections: Sections): Pick<HostState, 'serviceConsole'> {
  const interfaces = list(sections, 'consoleInterfaces', (values, key) => ({ name: key, ...values }));
  const routes = list(sections, 'consoleRoutes', (values) => values);
  if (interfaces === undefined && routes === undefined) return {};
  return { serviceConsole: { interfaces: interfaces ?? [], routes: routes ?? [] } } as Pick<
    HostState,
    'serviceConsole'
  >;
}
