import type { KnownBlock } from '@slack/types';
import type { Summary } from '../../changes/change.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';
import { mayApprove } from '../../core/policy/approve.ts';
import { pendingBlocks } from '../changes/card/index.ts';
import { namesFor } from '../changes/names.ts';
import { subjectOf } from '../changes/subject.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { heading, textBlock } from './blocks.ts';

/** Leaves room for the rest of the tab, of the 100 blocks that a view may have. */
const MOST_BLOCKS = 50;
/** By choice: a card is 4,000 as a rule, and three times that at most. */
const MOST_JSON = 100_000;

/** Whose tab it is, and the hosts that they may read from it. */
export interface Reader extends Pick<Incoming, 'user' | 'team'> {
  readonly hosts: readonly string[];
}

/** The changes that wait for somebody, as they are now, those that need hands first; nothing where this person may see none. */
export async function waitingBlocks(reader: Reader, ports: Ports): Promise<readonly KnownBlock[]> {
  const waiting = await visible(await waitingNow(ports), reader, ports);
  const rows: KnownBlock[] = [];
  let left = waiting.length;
  for (const { id } of waiting) {
    const row = await rowOf(id, reader, ports);
    if (rows.length + row.length > MOST_BLOCKS || JSON.stringify([...rows, ...row]).length > MOST_JSON) break;
    rows.push(...row);
    left -= 1;
  }
  if (rows.length === 0) return [];
  return [heading('Changes that wait'), ...rows, ...(left > 0 ? [textBlock(`${left} more: ask \`changes\`.`)] : [])];
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
async function visible(all: readonly Summary[], reader: Reader, ports: Ports): Promise<readonly Summary[]> {
  const { user, team } = reader;
  const isReadable = ({ hosts }: Summary) => hosts.every((host) => reader.hosts.includes(host));
  const others = all.filter((each) => each.asker !== user && !isReadable(each));
  if (others.length === 0) return all;
  const person = await ports.approvers.person(user, team, [...new Set(others.flatMap(({ hosts }) => hosts))]);
  const mayDecide = (summary: Summary) =>
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
