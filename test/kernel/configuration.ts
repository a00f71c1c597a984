import type { Workspace } from '../../src/lab/workspace/index.ts';
import type { Host } from './host/index.ts';
import type { Jump } from './jump.ts';
import { ADDRESSES } from './network/index.ts';

/** What the host is called. */
export const HOST = 'provider';

/** Seconds until a host takes back what nobody confirmed: the least that a policy may say. */
export const TIMER = 60;

/** YAML for `VMKBOT_CONFIG`: one host behind one jump host; three people may ask, and two of them confirm. */
export function configuration(host: Host, jump: Jump, { person }: Workspace): string {
  const [oncall, netops, storage] = ['oncall', 'netops', 'storage'].map((name) => person(name).id);
  return `
hosts:
  ${HOST}: { address: ${ADDRESSES.vmk0}, key: ${host.key}, hostKey: "${host.fingerprint}", via: bastion, groups: [hosted] }
bastions:
  bastion: { address: 127.0.0.1, port: ${jump.port}, key: ${jump.key}, hostKey: "${jump.fingerprint}" }
policies:
  - groups: [hosted]
    changes: [route, gateway]
    ask: { users: [${oncall}, ${netops}, ${storage}] }
    approve: { users: [${oncall}, ${netops}] }
    timer: ${TIMER}s
`;
}
