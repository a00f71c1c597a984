import { afterAll, beforeAll, expect, test } from 'vitest';
import * as host from '../seeds/stories.ts';
import { type Stage, stage } from './bot.ts';
import { nth, said } from './said.ts';

let on: Stage;
let asked = 0;
beforeAll(async () => {
  on = await stage();
}, 60_000);
afterAll(() => on?.end());

/** Told in a channel with its output below; the answer's first message and all that stands below it. */
async function told(question: string, output: string): Promise<{ readonly first: string; readonly all: string }> {
  const { workspace } = on;
  asked += 1;
  const before = said(workspace, 'ops', 'detail').length;
  await workspace.as('oncall').post({ channel: 'ops', text: `@vmkbot why ${question}\n\`\`\`\n${output}\n\`\`\`` });
  const root = await nth(workspace, 'ops', 'answer', asked);
  await nth(workspace, 'ops', 'detail', before + 1);
  return { first: root.text, all: JSON.stringify([root, ...said(workspace, 'ops', 'detail').slice(before)]) };
}

const STORIES: readonly (readonly [
  seed: string,
  question: string,
  output: string,
  says: RegExp,
  twin: string,
  never: RegExp,
])[] = [
  [
    'S000',
    'from the admin network 10.81.40.0/24 I cannot reach the host on 10.81.20.100',
    host.rented(),
    /leave by vmk0 through the gateway 198\.51\.100\.8, not by vmk1/,
    host.rented(true),
    /not by vmk1/,
  ],
  [
    'S001',
    'Unable to set VMkernel gateway as there are no VMkernel interfaces on the same network, can I ignore it',
    host.oldEsx('10.82.0.254'),
    /10\.82\.0\.254 is in no subnet of an adapter/,
    host.oldEsx('10.82.2.254'),
    /is in no subnet of an adapter/,
  ],
  [
    'S002',
    "I can't mount my NFS datastore on the new ESXi host, permission denied, the permissions of the filer are right",
    host.newEsxi('10.83.4.112'),
    /10\.83\.4\.50 sees this host as 10\.83\.4\.12, the address of vmk0/,
    host.newEsxi('10.83.5.112'),
    /vmk0 and vmk1 share/,
  ],
  [
    'S003',
    'what should I take care of when I migrate this ESX system to ESXi',
    host.workingEsx('10.83.4.111'),
    /vmk0 shares 10\.83\.4\.0\/24 with vswif0/,
    host.workingEsx('10.83.5.111'),
    /shares/,
  ],
  [
    'S003',
    'two adapters get their address from the same DHCP server',
    host.byDhcp(true),
    /vmk0 and vmk1 take their address from DHCP/,
    host.byDhcp(false),
    /^vmk0 and vmk1 take/,
  ],
  [
    'S004',
    'vMotion started failing after the move to the new IP scheme, is it using the management network',
    host.newScheme('10.87.4.121'),
    /vmk0 \(VLAN 10\) and vmk1 \(VLAN 20\) have addresses in 10\.87\.4\.0\/24/,
    host.newScheme('10.87.5.121'),
    /different VLANs/,
  ],
];

test.each(STORIES)(
  '%s in chat: %s',
  async (seed, question, output, says, twin, never) => {
    const { first, all } = await told(question, output);
    expect(first).toMatch(says);
    expect(all).toContain(seed);
    expect((await told(question, twin)).first).not.toMatch(never);
  },
  60_000,
);

test('a story that is told without any output is answered with what to bring', async () => {
  const { workspace } = on;
  await workspace.as('oncall').command({ channel: 'ops', text: '/vmk why did the host reboot last night' });
  asked += 1;
  const root = await nth(workspace, 'ops', 'answer', asked);
  expect(root.text).toMatch(/stands in its logs/);
  expect(JSON.stringify(root)).toContain('No output was given');
  expect((await workspace.as('oncall').views({})).views).toHaveLength(0);
}, 60_000);

test.each([
  ['vmotion uses managment network', /would be its tag there, or a subnet that several adapters share/, 'S003'],
  ['cant reach esxi on 192.168.20.100 from 192.168.40.0/24', /What you tell would be .?return-path/, 'S000'],
  ['ntp is off on my hosts', /would be NTP without servers/, 'S004'],
])(
  'a problem that is told without any output says what it would be: %s',
  async (question, says, seed) => {
    const { workspace } = on;
    await workspace.as('oncall').command({ channel: 'ops', text: `/vmk why ${question}` });
    asked += 1;
    const root = await nth(workspace, 'ops', 'answer', asked);
    expect(root.text).toMatch(says);
    const below = () => JSON.stringify(said(workspace, 'ops', 'detail').filter(({ thread }) => thread === root.ts));
    await expect.poll(below, { timeout: 20_000 }).toContain(seed);
  },
  60_000,
);
