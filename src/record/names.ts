import type { Names } from '../core/record.ts';

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
