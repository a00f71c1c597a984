import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import type { NfsClient, NfsExport } from '../esxi/storage-state.ts';
import type { Evidence } from '../evidence.ts';
import { contains, readIpv4, readMask, readPrefix } from '../net/address.ts';
import { decide } from '../routing/decide.ts';
import type { Decision } from '../routing/decision.ts';
import { type Adapter, adaptersOf, shown } from './adapters.ts';
import { unique } from './choice.ts';
import { filerAddress } from './filer.ts';

/** A mount that a server refused, or that is not there. */
export interface Refusal {
  readonly server: string;
  readonly share: string | null;
  readonly volume: string | null;
  readonly evidence: readonly Evidence[];
}

/**
 * What the evidence says of a refusal. `other-address`: the export names another address of this host than the one that the server
 * sees. `not-named`: it names none of them. `on-the-share`: it names the one that the server sees, so what is left are rights on the
 * share itself. `other-server`: whoever answers there does not have that export, or two machines answer for the address.
 */
export type RefusalCause = 'other-address' | 'not-named' | 'on-the-share' | 'other-server';

export interface Explained extends Refusal {
  readonly decision: Decision | null;
  /** null: the evidence does not tell the causes apart. */
  readonly cause: RefusalCause | null;
  readonly detail: 'read-only' | 'root-squashed' | 'two-machines' | 'not-exported' | null;
  readonly export: NfsExport | null;
  /** The host's adapters whose addresses the export names. */
  readonly named: readonly Adapter[];
  /** The lines that the cause rests on. */
  readonly shownBy: readonly Evidence[];
}

type Sections = Pick<HostState, 'nfs' | 'logEvents'>;
type Looked = Sections & Pick<HostState, 'vmknics' | 'routes' | 'exports' | 'neighbors' | 'unread'>;

const MOUNT = /\(mount\) Server: \(([^)]+)\).*? Path: \(([^)]+)\)/;
const FAILED = /NFS mount (\S+?):(\/.*?) failed/;
const ADDRESS = /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/;

/** Volumes that are not accessible, and refusals that a log tells of; each server and share once. */
export function refusalsOf(state: Sections): readonly Refusal[] {
  const known = MADE.get(state);
  if (known !== undefined) return known;
  const made = found(state);
  MADE.set(state, made);
  return made;
}

/** Three rules and the answers ask for it: made once a state. */
const MADE = new WeakMap<Sections, readonly Refusal[]>();
/** Lines of a repeated refusal that are shown from its beginning, and as many from its end. */
const SHOWN = 4;

function found({ nfs = [], logEvents = [] }: Sections): readonly Refusal[] {
  const lost = nfs
    .filter(({ accessible }) => accessible === false)
    .map((each) => ({
      server: each.server,
      share: each.share,
      volume: each.volume,
      evidence: shown(each, 'accessible', 'server'),
    }));
  const logged = logEvents.flatMap((event, i) => {
    if (event.kind !== 'nfs-denied') return [];
    const said = FAILED.exec(event.text) ?? mountBefore(logEvents.slice(Math.max(0, i - 8), i));
    const server = said?.[1] ?? ADDRESS.exec(event.text)?.[0];
    if (server === undefined) return [];
    return [{ server, share: said?.[2] ?? null, volume: null, evidence: shown(event, 'text', 'kind') }];
  });
  const all: (Omit<Refusal, 'evidence'> & { readonly evidence: Evidence[] })[] = [];
  const byShare = new Map<string, number>();
  const firstOf = new Map<string, number>();
  for (const each of [...lost, ...logged]) {
    const key = `${each.server} ${each.share}`;
    const same = each.share === null ? firstOf.get(each.server) : byShare.get(key);
    if (same !== undefined) {
      all[same]!.evidence.push(...each.evidence);
      continue;
    }
    byShare.set(key, all.length);
    if (!firstOf.has(each.server)) firstOf.set(each.server, all.length);
    all.push({ ...each, evidence: [...each.evidence] });
  }
  return all.map((each) => ({ ...each, evidence: few(each.evidence) }));
}

/** Of a refusal that a log repeats the first lines and the last show enough. */
function few(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.length <= 2 * SHOWN ? evidence : [...evidence.slice(0, SHOWN), ...evidence.slice(-SHOWN)];
}

/** `error 13` names no server: the command before it does. */
function mountBefore(events: readonly { readonly text: string }[]): RegExpExecArray | null {
  const text = events.findLast((each) => MOUNT.test(each.text))?.text;
  return text === undefined ? null : MOUNT.exec(text);
}

/** Tells the causes of a refusal apart, as far as the output goes. */
export function explainRefusal(state: Looked, refusal: Refusal): Explained {
  const address = filerAddress(state, refusal.server)?.address ?? null;
  const decision =
    address === null ? null : decide(state as HostState, { destination: address, netstack: DEFAULT_STACK });
  const open = { ...refusal, decision, cause: null, detail: null, export: null, named: [], shownBy: [] };
  const machines = (state.neighbors ?? []).filter((each) => each.address === address && each.mac !== null);
  if (unique(machines.map(({ mac }) => mac!)).length > 1) {
    const shownBy = machines.flatMap((each) => shown(each, 'mac', 'address'));
    return { ...open, cause: 'other-server', detail: 'two-machines', shownBy };
  }
  const listed = (state.exports ?? []).filter((each) => isOf(each, refusal));
  const own = refusal.share === null ? undefined : exportOf(listed, refusal.share);
  if (own !== undefined) return { ...open, export: own, ...judged(state, own, decision?.sourceAddress ?? null) };
  if (refusal.share === null || !isWhole(state, listed, refusal.server)) return open;
  const shownBy = listed.flatMap((each) => shown(each, 'share', 'server'));
  return { ...open, cause: 'other-server', detail: 'not-exported', shownBy };
}

/** A listing by name may be of the same server where it has the share; one without a name is of whatever it was pasted for. */
function isOf({ server, share }: NfsExport, refusal: Refusal): boolean {
  if (server === undefined || server === refusal.server) return true;
  return (readIpv4(server) === null) !== (readIpv4(refusal.server) === null) && share === refusal.share;
}

/** The share itself, or the nearest one above it. */
function exportOf(listed: readonly NfsExport[], share: string): NfsExport | undefined {
  const path = share.replace(/\/+$/, '');
  const above = listed.filter((each) => path === each.share || path.startsWith(`${each.share.replace(/\/+$/, '')}/`));
  return above.toSorted((one, other) => other.share.length - one.share.length)[0];
}

/** Every share of the server was read, and no line near them was not. */
function isWhole({ unread }: Looked, listed: readonly NfsExport[], server: string): boolean {
  const own = listed.filter((each) => each.server === server);
  if (own.length === 0 || !own.every(({ whole }) => whole)) return false;
  const lines = own.flatMap(({ evidence }) => Object.values(evidence).map(({ line }) => line));
  const [first, last] = [Math.min(...lines), Math.max(...lines)];
  return unread.every(({ line }) => line < first || line > last + 2);
}

function judged(
  state: Looked,
  own: NfsExport,
  seenAs: string | null,
): Pick<Explained, 'cause' | 'detail' | 'named' | 'shownBy'> {
  const shownBy = shown(own, 'clients', 'share');
  const named = adaptersOf(state, DEFAULT_STACK).filter(({ nic }) =>
    own.clients?.some((each) => admits(each, nic.ipv4!)),
  );
  const undecided = { cause: null, detail: null, named, shownBy };
  if (own.clients === undefined || seenAs === null) return undecided;
  const admitted = own.clients.filter((each) => admits(each, seenAs));
  if (admitted.length > 0 && admitted.every(({ rootSquashed }) => rootSquashed === true)) {
    const roots = own.clients.filter(({ rootSquashed }) => rootSquashed === false);
    const ofRoot = named.filter(({ nic }) => roots.some((each) => admits(each, nic.ipv4!)));
    // A host mounts as root: where another of its addresses may, it may be the address after all.
    if (ofRoot.length > 0) return { ...undecided, named: ofRoot };
  }
  if (admitted.length > 0) return { cause: 'on-the-share', detail: detailOf(admitted), named, shownBy };
  if (own.clients.some(({ who }) => !isAddress(who))) return undecided;
  return { cause: named.length > 0 ? 'other-address' : 'not-named', detail: null, named, shownBy };
}

function detailOf(admitted: readonly NfsClient[]): Explained['detail'] {
  if (admitted.every(({ access }) => access === 'ro')) return 'read-only';
  return admitted.every(({ rootSquashed }) => rootSquashed === true) ? 'root-squashed' : null;
}

function admits({ who }: NfsClient, address: string): boolean {
  if (who === '*' || who === address) return true;
  const prefix = prefixOf(who);
  return prefix !== null && contains(prefix, readIpv4(address)!);
}

/** `10.0.0.0/24`, `10.0.0.0/255.255.255.0` */
function prefixOf(who: string) {
  const [network, length] = who.split('/');
  const mask = length === undefined ? null : readMask(length);
  return readPrefix(mask === null ? who : `${network}/${mask}`);
}

/** Names, patterns and netgroups may stand for any address. */
function isAddress(who: string): boolean {
  return who === '*' || readIpv4(who) !== null || (who.includes('/') && prefixOf(who) !== null);
}
