import type { BastionConfig, Config, HostConfig, PolicyConfig } from '../config.ts';
import type { HostPin, HostTest, InventoryHost, Timers } from '../core/hosts.ts';
import { changeable } from '../core/policy/approve.ts';
import type { Inventory } from '../inventory.ts';
import type { Credential, Login } from './login.ts';
import { connect, hostKeyOf, type Surroundings } from './ssh.ts';
import { testHost } from './test-host.ts';

/** The configured hosts behind the port that verbs use. */
export function inventoryOf({ file }: Config, around: Surroundings, now: () => number): Inventory {
  const login = (name: string) => loginOf(file, name);
  return {
    hosts: Object.entries(file.hosts).map(([name, host]) => entryOf(name, host, file.policies)),
    protected: file.protected.map(({ name, address, port }) => ({
      name,
      address,
      ...(port !== undefined && { port }),
    })),
    test: (name: string): Promise<HostTest> => testHost(login(name), around, now, connect),
    async pin(name: string): Promise<HostPin> {
      const { address, port, hostKey } = login(name);
      return { host: name, address, port, fingerprint: await hostKeyOf(login(name), around), pinned: hostKey ?? null };
    },
  };
}

/** How to log in to a host of the inventory, its jump hosts with it. */
export function loginOf({ hosts, bastions }: Config['file'], name: string): Login {
  return toLogin(name, hosts[name]!, bastions);
}

function toLogin(name: string, host: HostConfig | BastionConfig, bastions: Config['file']['bastions']): Login {
  const { address, port, user, hostKey, via } = host;
  return {
    name,
    address,
    port,
    user,
    credential: credentialOf(host),
    ...(hostKey !== undefined && { hostKey }),
    ...(via !== undefined && { via: toLogin(via, bastions[via]!, bastions) }),
  };
}

/** The configuration has made sure that there is exactly one. */
function credentialOf(host: BastionConfig): Credential {
  const { key, password_file, password_env, passphrase_file, passphrase_env } = host;
  if (key !== undefined) {
    const passphrase = secretOf(passphrase_file, passphrase_env);
    return { kind: 'key', key: { file: key }, ...(passphrase !== undefined && { passphrase }) };
  }
  const password = secretOf(password_file, password_env);
  return password === undefined ? { kind: 'agent' } : { kind: 'password', password };
}

function secretOf(file: string | undefined, env: string | undefined): { file: string } | { env: string } | undefined {
  return file !== undefined ? { file } : env !== undefined ? { env } : undefined;
}

function entryOf(name: string, host: HostConfig, policies: readonly PolicyConfig[]): InventoryHost {
  const { address, port, user, groups, hostKey, via } = host;
  return {
    name,
    address,
    port,
    user,
    login: credentialOf(host).kind,
    groups,
    hostKey: hostKey ?? null,
    via: via ?? null,
    timers: timersOf(host, policies),
  };
}

function timersOf(host: HostConfig, policies: readonly PolicyConfig[]): Timers {
  const timers = (['route', 'gateway', 'ntp'] as const).map((kind) => {
    const found = changeable(policies, host, kind);
    return found.kind === 'changeable' ? { [kind]: found.demands.timer } : {};
  });
  return Object.assign({}, ...timers);
}
