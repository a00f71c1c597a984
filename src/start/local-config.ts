import { inventoryOf, type Lab } from '../lab/lab.ts';
import type { Workspace } from '../lab/workspace/index.ts';

/** Hosts of these scenarios are the storage team's: the other people are refused, with the reason. */
const STORAGE = ['nfs-denied', 'port-binding'];
const TEAM = 'storage-team';

/** Who there is to be: the first one sees everything, and `netops` is refused the storage hosts. */
export const PEOPLE = [{ name: 'oncall' }, { name: 'netops' }, { name: 'storage' }] as const;
export const USERGROUPS = [{ handle: TEAM, users: ['oncall', 'storage'] }] as const;
export const CHANNELS = [
  { name: 'ops', topic: 'VMware hosts' },
  { name: 'random', app: false },
] as const;

/** Behind the provider's router: a route for it through the LAN router is confirmed, tried, and taken back. */
const VCENTER = { name: 'vcenter', address: '203.0.113.20' };

/** The configuration file of the local workspace, in YAML. */
export function localConfig(lab: Lab, workspace: Workspace, keyFile: string): string {
  const team = [...workspace.team.usergroups.values()].find(({ handle }) => handle === TEAM)!.id;
  const [oncall, netops, storage] = PEOPLE.map(({ name }) => workspace.person(name).id);
  const groups = [...lab.scenarios.map(({ name }) => name).filter((name) => !STORAGE.includes(name)), 'plain'];
  return [
    inventoryOf(lab, keyFile).trimEnd(),
    'policies:',
    policy(groups, `users: [${oncall}, ${netops}, ${storage}]`, `users: [${oncall}, ${netops}]`),
    policy(STORAGE, `usergroups: [${team}]`, `usergroups: [${team}]`),
    `protected: [{ name: ${VCENTER.name}, address: ${VCENTER.address} }]`,
    '',
  ].join('\n');
}

function policy(groups: readonly string[], ask: string, approve: string): string {
  return [
    `  - groups: [${groups.join(', ')}]`,
    '    changes: [route, gateway, ntp]',
    `    ask: { ${ask} }`,
    `    approve: { ${approve} }`,
  ].join('\n');
}
