import type { KnownBlock } from '@slack/types';
import { type Change, hostsOf, isEnded, type Summary } from '../../changes/change.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import { mayApprove } from '../../core/policy/approve.ts';
import { decidedBlocks, pendingBlocks } from '../changes/card/index.ts';
import { namesFor } from '../changes/names.ts';
import { subjectOf } from '../changes/subject.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { heading, textBlock } from './blocks.ts';
import { keepShown, shownAtHome } from './shown.ts';

/** Leaves room for the rest of the tab, of the 100 blocks that a view may have. */
const MOST_BLOCKS = 50;
/** By choice: a card is 4,000 as a rule, and three times that at most. */
const MOST_JSON = 100_000;

/** Whose tab it is, and the hosts that they may read from it. */
export interface Reader extends Pick<Incoming, 'user' | 'team'> {
  readonly hosts: readonly string[];
}

/**
 * The changes that wait for somebody, as they are now, those that need hands first, and what became of those that the tab showed before;
 * nothing where this person may see none.
 */
export async function waitingBlocks(reader: Reader, ports: Ports): Promise<readonly KnownBlock[]> {
  const before = await shownAtHome(ports.store, reader.user);
  const waiting = await visible(await waitingNow(ports), reader, ports);
  const rows: KnownBlock[] = [];
  const shown: string[] = [];
  let left = waiting.length;
  for (const { id } of waiting) {
    const row = await rowOf(id, reader, ports);
    if (rows.length + row.length > MOST_BLOCKS || JSON.stringify([...rows, ...row]).length > MOST_JSON) break;
    rows.push(...row);
    shown.push(id);
    left -= 1;
  }
  const gone = await decidedOn(
    before.filter((id) => !shown.includes(id)),
    reader,
    ports,
  );
  await keepShown(ports.store, reader, [...shown, ...gone.map(({ approval }) => approval.id)]);
  const lines = await Promise.all(gone.map((change) => lineOf(change, ports)));
  const more = left > 0 ? [textBlock(`${left} more: ask \`changes\`.`)] : [];
  return [
    ...(rows.length === 0 ? [] : [heading('Changes that wait'), ...rows, ...more]),
    ...(lines.length === 0 ? [] : [heading('Decided on'), ...lines.flat()]),
  ];
}

const MOST_DECIDED = 5;
const LATELY_MS = 60 * 60_000;

/** Being applied, or over within the last hour. */
async function decidedOn(ids: readonly string[], reader: Reader, ports: Ports): Promise<readonly Change[]> {
  const all = (await Promise.all(ids.map((id) => ports.changes.get(id)))).filter((each) => each !== null);
  const fresh = all.filter(
    (each) => each.approval.state === 'applying' || (isEnded(each) && ports.now() - endOf(each) < LATELY_MS),
  );
  const seen = await visible(
    fresh.map((change) => ({ ...change.approval, hosts: hostsOf(change) })),
    reader,
    ports,
  );
  return fresh.filter(({ approval }) => seen.some(({ id }) => id === approval.id)).slice(-MOST_DECIDED);
}

const endOf = ({ approval }: Change) => approval.ended?.at ?? approval.expires;

async function lineOf(change: Change, ports: Ports): Promise<readonly KnownBlock[]> {
  return decidedBlocks(await subjectOf(change, ports.changes), namesFor(change, ports.approvers));
}

async function waitingNow({ changes, now }: Ports): Promise<Summary[]> {
  const open = await changes.open();
  // What is a part of several waits with the whole.
  const wholes = await Promise.all(open.filter(({ several }) => several).map(({ id }) => changes.get(id)));
  const parts = new Set(wholes.flatMap((whole) => whole?.together?.members ?? []));
  const waits = ({ id, state, expires }: Summary) =>
    !parts.has(id) && (state === 'needs-hands' || (state === 'pending' && expires > now()));
  const late = ({ state }: Summary) => (state === 'needs-hands' ? 0 : 1);
  return open.filter(waits).sort((a, b) => late(a) - late(b) || a.askedAt - b.askedAt);
}

/** Those of hosts that they may read from here, and those that are theirs: to decide on, or asked for. */
async function visible<T extends Pick<Summary, 'asker' | 'hosts' | 'kind'>>(
  all: readonly T[],
  reader: Reader,
  ports: Ports,
): Promise<readonly T[]> {
  const { user, team } = reader;
  const isReadable = ({ hosts }: T) => hosts.every((host) => reader.hosts.includes(host));
  const others = all.filter((each) => each.asker !== user && !isReadable(each));
  if (others.length === 0) return all;
  const person = await ports.approvers.person(user, team, [...new Set(others.flatMap(({ hosts }) => hosts))]);
  const mayDecide = (summary: T) =>
    summary.hosts.every((host) => {
      const found = ports.changes.demands(host, summary.kind as AnyPlan['kind']);
      return found.kind === 'changeable' && mayApprove(person, found.demands) === 'yes';
    });
  return all.filter((each) => !others.includes(each) || mayDecide(each));
}

/** Read anew: it may have moved since it was listed. */
async function rowOf(id: string, { user }: Reader, ports: Ports): Promise<readonly KnownBlock[]> {
  const change = await ports.changes.get(id);
  if (change === null) return [];
  const subject = await subjectOf(change, ports.changes);
  return pendingBlocks(subject, namesFor(change, ports.approvers), ports.now(), user);
}
