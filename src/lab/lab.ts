import { hostState, type SimulatedHost, startHost, VERSIONS } from './esxi/index.ts';
import { type Scenario, scenarios } from './scenarios/index.ts';

/** A running host of the lab, by the name it has in the inventory. */
export interface LabHost {
  readonly name: string;
  readonly host: SimulatedHost;
  readonly groups: readonly string[];
}

export interface Lab {
  readonly scenarios: readonly Scenario[];
  readonly hosts: readonly LabHost[];
  close(): Promise<void>;
}

/** Starts the hosts of every scenario, and a plain one of each version, for whoever holds this key. */
export async function startLab(publicKey: string): Promise<Lab> {
  const all = scenarios();
  const accounts = { root: { password: 'lab', keys: [publicKey] } };
  const cases = all.flatMap(({ name, hosts }) =>
    hosts.map(async ({ state, world }) => ({
      name: state.name,
      host: await startHost({ state, world, accounts }),
      groups: ['lab', name],
    })),
  );
  const plain = Object.keys(VERSIONS).map(async (version) => {
    const state = hostState(version, { name: `plain-${version.replaceAll('.', '')}` });
    return { name: state.name, host: await startHost({ state, accounts }), groups: ['lab', 'plain'] };
  });
  const hosts = await Promise.all([...cases, ...plain]);
  return {
    scenarios: all,
    hosts,
    async close() {
      await Promise.all(hosts.map(({ host }) => host.close()));
    },
  };
}

/** The hosts of a lab as an inventory file; `key` is the path of the private key. */
export function inventoryOf({ hosts }: Pick<Lab, 'hosts'>, key: string): string {
  const entries = hosts.map(({ name, host, groups }) =>
    [
      `  ${name}:`,
      '    address: 127.0.0.1',
      `    port: ${host.port}`,
      '    user: root',
      `    key: ${key}`,
      `    hostKey: ${host.hostKeyFingerprint}`,
      `    groups: [${groups.join(', ')}]`,
    ].join('\n'),
  );
  return `hosts:\n${entries.join('\n')}\n`;
}
