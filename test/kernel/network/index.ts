/** Provider, host, LAN router, client and operators, each a network namespace, joined by veth pairs; the machine's own is not touched. */
import { execFileSync, spawnSync } from 'node:child_process';
import { addAll, nameOf, removeAll } from './namespaces.ts';
import { GATEWAYS, LINKS, PLACES, type Place, SETTINGS } from './topology.ts';

export { ADDRESSES, CLIENTS, OPERATORS } from './addresses.ts';
export { nameOf } from './namespaces.ts';
export type { Place } from './topology.ts';

const TIME = { timeout: 20_000, encoding: 'utf8' } as const;

export function openNetwork(): { close(): void } {
  addAll();
  const close = () => removeAll();
  process.once('exit', close); // where a test failed before it closed it
  for (const place of PLACES) ip(place, 'link', 'set', 'lo', 'up');
  for (const link of LINKS) join(link);
  for (const place of PLACES) {
    for (const [key, value] of Object.entries(SETTINGS[place])) set(place, key, value);
    const gateway = GATEWAYS[place];
    if (gateway !== undefined) ip(place, 'route', 'add', 'default', 'via', gateway);
  }
  return {
    close() {
      process.off('exit', close);
      close();
    },
  };
}

/** Runs `ip` in a place; throws where it fails. */
export function ip(place: Place, ...words: readonly string[]): string {
  return execFileSync('ip', ['-n', nameOf(place), ...words], TIME);
}

/** What a program prints in a place, also where it fails. */
export function inside(place: Place, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync('ip', ['netns', 'exec', nameOf(place), ...words], TIME);
  return stdout + stderr;
}

function join({ ends: [one, other] }: (typeof LINKS)[number]): void {
  const peer = ['peer', 'name', other.name, 'netns', nameOf(other.place)];
  ip(one.place, 'link', 'add', 'name', one.name, 'type', 'veth', ...peer);
  for (const { place, name, address, alias } of [one, other]) {
    ip(place, 'addr', 'add', address, 'brd', '+', 'dev', name);
    if (alias !== undefined) ip(place, 'link', 'set', name, 'alias', alias);
    ip(place, 'link', 'set', name, 'up');
  }
}

/** A setting below /proc/sys/net/ipv4. */
export function set(place: Place, key: string, value: number): void {
  const said = inside(place, 'sh', '-c', `echo ${value} >/proc/sys/net/ipv4/${key}`);
  if (said !== '') throw new Error(`${place} ${key}: ${said}`);
}
