import type { State } from './state.ts';

/** What outlives a reload: who one is, by tab; the rest by browser. Where storage is refused nothing is kept. */

const WHO = 'workspace.who';
const PLACE = 'workspace.place';
const THEME = 'workspace.theme';

/** The person's name; a name outlives a restart of the workspace, an id does not. */
export function keptPerson(): string | null {
  return new URLSearchParams(location.search).get('as') ?? get(sessionStorage, WHO);
}

export function keepPerson(name: string): void {
  set(sessionStorage, WHO, name);
  if (location.search !== '') history.replaceState(null, '', `/${location.hash}`);
}

/** The thread that the address names, as `#thread=CHANNEL/TS`. */
export function keptThread(): { readonly channel: string; readonly ts: string } | null {
  const [, channel, ts] = /^#thread=([A-Z0-9]+)\/([\d.]+)$/.exec(location.hash) ?? [];
  return channel === undefined || ts === undefined ? null : { channel, ts };
}

export function keepThread(thread: { readonly channel: string; readonly ts: string } | null): void {
  const hash = thread === null ? '' : `#thread=${thread.channel}/${thread.ts}`;
  if (location.hash !== hash) history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
}

/** The name of the channel that was open. */
export const keptPlace = (): string | null => get(sessionStorage, PLACE);
export const keepPlace = (name: string): void => set(sessionStorage, PLACE, name);

export function keptRead(team: string, person: string): State['read'] {
  try {
    return JSON.parse(get(localStorage, readKey(team, person)) ?? '{}') as State['read'];
  } catch {
    return {};
  }
}

export function keepRead(team: string, person: string, read: State['read']): void {
  set(localStorage, readKey(team, person), JSON.stringify(read));
}

export type Theme = 'system' | 'light' | 'dark';

export function keptTheme(): Theme {
  const kept = get(localStorage, THEME);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export const keepTheme = (theme: Theme): void => set(localStorage, THEME, theme);

const readKey = (team: string, person: string) => `workspace.read.${team}.${person}`;

function get(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

function set(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value);
  } catch {
    // Private windows may refuse; the page works without.
  }
}
