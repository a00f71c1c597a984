/** Provider, host, LAN router, client and operators, each a network namespace, joined by veth pairs; the machine's own is not touched. */
import { execFileSync, spawnSync } from 'node:child_process';
import { add, newNames, remove, sweepNamespaces } from './namespaces.ts';
import { GATEWAYS, LINKS, PLACES, type Place, SETTINGS } from './topology.ts';

export { ADDRESSES, CLIENTS, OPERATORS } from './addresses.ts';
export type { Place } from './topology.ts';

const TIME = { timeout: 20_000, encoding: 'utf8' } as const;

export class Network {
  /** The names of the namespaces. */
  readonly names = newNames();

  constructor() {
    sweepNamespaces();
    process.once('exit', this.removeAll); // where a test failed before it closed it
    for (const place of PLACES) add(this.names[place]);
    for (const place of PLACES) this.ip(place, 'link', 'set', 'lo', 'up');
    for (const link of LINKS) this.join(link);
    for (const place of PLACES) {
      for (const [key, value] of Object.entries(SETTINGS[place])) this.set(place, key, value);
      const gateway = GATEWAYS[place];
      if (gateway !== undefined) this.ip(place, 'route', 'add', 'default', 'via', gateway);
    }
  }

  /** Runs `ip` in a place; throws where it fails. */
  ip(place: Place, ...words: readonly string[]): string {
    return execFileSync('ip', ['-n', this.names[place], ...words], TIME);
  }

  /** What a program prints in a place, also where it fails. */
  inside(place: Place, ...words: readonly string[]): string {
    const { stdout, stderr } = spawnSync('ip', ['netns', 'exec', this.names[place], ...words], TIME);
    return stdout + stderr;
  }

  /** A setting below /proc/sys/net/ipv4. */
  set(place: Place, key: string, value: number): void {
    const said = this.inside(place, 'sh', '-c', `echo ${value} >/proc/sys/net/ipv4/${key}`);
    if (said !== '') throw new Error(`${place} ${key}: ${said}`);
  }

  close(): void {
    process.off('exit', this.removeAll);
    this.removeAll();
  }

  private join({ ends: [one, other] }: (typeof LINKS)[number]): void {
    const peer = ['peer', 'name', other.name, 'netns', this.names[other.place]];
    this.ip(one.place, 'link', 'add', 'name', one.name, 'type', 'veth', ...peer);
    for (const { place, name, address, alias } of [one, other]) {
      this.ip(place, 'addr', 'add', address, 'brd', '+', 'dev', name);
      if (alias !== undefined) this.ip(place, 'link', 'set', name, 'alias', alias);
      this.ip(place, 'link', 'set', name, 'up');
    }
  }

  private removeAll = (): void => {
    for (const place of PLACES) remove(this.names[place]);
  };
}
