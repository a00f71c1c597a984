/** Which changes somebody's Home tab shows, over all processes: so that it is published again when one of them begins or ends. */
import type { Change } from '../../changes/change.ts';
import type { Followed } from '../../changes/service.ts';
import type { Json, Store } from '../../store/store.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';

const KEY = 'home:';

interface ShownAtHome {
  readonly user: string;
  readonly team: string | null;
  readonly changes: readonly string[];
}

export async function shownAtHome(store: Store, user: string): Promise<readonly string[]> {
  return ((await store.read(`${KEY}${user}`))?.value as unknown as ShownAtHome | undefined)?.changes ?? [];
}

/** A tab without changes is not kept. */
export async function keepShown(
  store: Store,
  { user, team = null as string | null }: { readonly user: string; readonly team?: string | null },
  changes: readonly string[],
): Promise<void> {
  const key = `${KEY}${user}`;
  const before = await shownAtHome(store, user);
  if (before.join() === changes.join()) return;
  const value = { user, team, changes } as unknown as Json;
  if (changes.length === 0) await store.commit([{ kind: 'remove', key, version: 'any' }]);
  else await store.commit([{ kind: 'write', key, version: 'any', value }]);
}

const MOVES: ReadonlySet<string> = new Set(['confirmed', 'claimed', 'rejected', 'cancelled', 'expired', 'ended']);

/** Publishes the tabs that show a change when it begins and ends, as long as changes are followed. */
export function followAtHome(
  { changes, store, log }: Pick<Ports, 'changes' | 'store' | 'log'>,
  publish: (who: Pick<Incoming, 'user' | 'team'>) => Promise<void>,
): void {
  changes.follow(({ change, entries }: Followed) => {
    if (entries.length > 0 && !entries.some(({ what }) => MOVES.has(what))) return;
    void whoSees(change, store)
      .then((all) => Promise.all(all.map(({ user, team }) => publish({ user, ...(team !== null && { team }) }))))
      .catch((err) => log.info({ change: change.approval.id, err }, 'Home tabs were not published again'));
  });
}

async function whoSees({ approval, group }: Change, store: Store): Promise<readonly ShownAtHome[]> {
  const all = (await store.list(KEY)).map(({ value }) => value as unknown as ShownAtHome);
  return all.filter((each) => each.changes.includes(group ?? approval.id));
}
