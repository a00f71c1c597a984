import type { Names } from '../core/record.ts';
import type { Store } from '../store/store.ts';

/** Slack's ids of people; whatever else works on a change is called by what it is. */
const PERSON = /^[UW][A-Z0-9]{2,}$/;
const MOST = 50;

/** What these people are called; who is not found keeps the id. */
export async function namesOf(
  ids: readonly (string | null | undefined)[],
  name: ((id: string) => Promise<string>) | undefined,
): Promise<Names> {
  if (name === undefined) return {};
  const people = [...new Set(ids)].filter((id) => id != null && PERSON.test(id)) as string[];
  const found = people.slice(0, MOST).map(async (id) => [id, await name(id).catch(() => id)] as const);
  return Object.fromEntries(await Promise.all(found));
}

const KEY = 'name:';

/** Keeps what somebody was called when they asked or decided, for those who read the record where nobody can be asked. */
export async function keepName(
  store: Store,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  const key = `${KEY}${id}`;
  const known = await store.read(key);
  if (known?.value !== name) await store.commit([{ kind: 'write', key, version: 'any', value: name }]);
}

/** What somebody was called then; the id where that was not kept. */
export async function keptName(store: Store, id: string): Promise<string> {
  const value = (await store.read(`${KEY}${id}`))?.value;
  return typeof value === 'string' ? value : id;
}
