import type { HostState } from '../esxi/host-state.ts';
import type { Ntp, NtpPeer } from '../esxi/time-state.ts';
import type { Evidence } from '../evidence.ts';
import { readIpv4 } from '../net/address.ts';
import { START_SECONDS } from './limits.ts';

/** What the links look at, sorted once. */
export interface View {
  readonly state: HostState;
  readonly ntp: Ntp | undefined;
  /** Servers of the daemon, without pools' placeholders and the host's own clock. */
  readonly peers: readonly NtpPeer[] | undefined;
  /** The host's own clock, offered as a server: it follows nobody. */
  readonly local: readonly NtpPeer[];
  readonly pools: readonly NtpPeer[];
  /** Those that answered in the last eight polls. */
  readonly replied: readonly NtpPeer[];
  readonly selected: NtpPeer | undefined;
  /** What the host says of itself, where no table of its servers was captured or beside it. */
  readonly claim: boolean | undefined;
  /** Replies arrive, so whatever lies between holds. */
  readonly heard: boolean;
}

export function viewOf(state: HostState): View {
  const { ntp } = state;
  const all = ntp?.peers?.map((each) => ({ ...each, remote: wholeName(each.remote, ntp.servers ?? []) }));
  const local = (all ?? []).filter(isLocal);
  const pools = (all ?? []).filter(isPool);
  const peers = all?.filter((each) => !isLocal(each) && !isPool(each));
  const replied = (peers ?? []).filter(({ reach }) => reach > 0);
  const selected = replied.find(({ tally }) => tally === '*' || tally === 'o');
  const claim = ntp?.synchronised ?? ntp?.test?.inSync;
  return { state, ntp, peers, local, pools, replied, selected, claim, heard: replied.length > 0 || claim === true };
}

/** The daemon's table cuts what it names at 15 characters: the whole of it where just one configured server begins so, else marked as cut. */
function wholeName(remote: string, servers: readonly string[]): string {
  if (remote.length !== CUT || remote.includes(' ') || readIpv4(remote) !== null || servers.includes(remote))
    return remote;
  const whole = servers.filter((each) => each.startsWith(remote));
  return whole.length === 1 ? whole[0]! : `${remote}…`;
}

const CUT = 15;

/** Drivers of the host's own clock bear addresses of 127.127. */
function isLocal({ remote, refid, type }: NtpPeer): boolean {
  return /^(?:LOCAL\(|127\.127\.1\.)/.test(remote) || (refid === '.LOCL.' && type === 'l');
}

function isPool({ refid }: NtpPeer): boolean {
  return refid === '.POOL.';
}

/** The lines that show these values of an entry. */
export function linesOf(
  entry: { readonly evidence: Readonly<Record<string, Evidence>> } | undefined,
  ...keys: readonly string[]
) {
  const found = keys.flatMap((key) => entry?.evidence[key] ?? []);
  return [...new Map(found.map((each) => [`${each.capture ?? ''}${each.line}`, each])).values()];
}

/** The rows of servers. */
export function rowsOf(peers: readonly NtpPeer[]): readonly Evidence[] {
  return peers.flatMap((peer) => linesOf(peer, 'remote'));
}

export function claimLines({ ntp }: View): readonly Evidence[] {
  const own = linesOf(ntp, 'synchronised');
  return own.length > 0 ? own : linesOf(ntp?.test, 'inSync');
}

/** How far above the first row of a listing its own lines begin: the header and the rule below it. */
const HEAD_LINES = 2;

/** True where a line within a listing, or right below it, could not be read: what the listing does not show may stand there. */
export function isTorn({ unread }: Pick<HostState, 'unread'>, listing: readonly Evidence[]): boolean {
  const numbers = listing.map(({ line }) => line);
  const [first, last] = [Math.min(...numbers) - HEAD_LINES, Math.max(...numbers) + 1];
  return unread.some(({ line, capture }) => line >= first && line <= last && capture === listing[0]?.capture);
}

/** True where the daemon is known to run for less time than it may take. */
export function justStarted({ ntp }: View): boolean {
  return ntp?.runtimeSeconds !== undefined && ntp.runtimeSeconds < START_SECONDS;
}

/** A name in the daemon's table is cut at 15 characters, and what it was found by stands behind it in brackets. */
export function remoteName({ remote }: NtpPeer): string {
  return remote.replace(/ \(.*$/, '');
}

/** Names of servers as they are said, few of many. */
export function named(servers: readonly string[]): string {
  const [shown, more] = [servers.slice(0, 3), servers.length - 3];
  const listed = shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed;
}
