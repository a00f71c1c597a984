import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Changes } from '../../src/changes/service.ts';
import { loadConfig } from '../../src/config.ts';
import { plansIn } from '../../src/core/plans/answered.ts';
import type { Plan } from '../../src/core/plans/plan.ts';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { hostState, router, type SimulatedHost, startHost, VERSIONS, type World } from '../../src/lab/esxi/index.ts';
import { scenarios } from '../../src/lab/scenarios/index.ts';
import { run } from '../../src/terminal/run.ts';
import { type Bastion, startBastion } from '../support/bastion.ts';
import { leavesNothingOpen } from '../support/live.ts';
import { MemoryStore } from '../support/memory-store.ts';

const SECRET = 'lab-secret-that-no-output-may-hold';
const accounts = { root: { password: SECRET } };
const ROUTE = ['add', '10.44.40.0/24', 'via', '10.44.20.1'];

let folder: string;
let bastion: Bastion;
let hosts: Readonly<Record<string, SimulatedHost>>;

/** The host of the provider, as one that is reached from another address of its network. */
async function provider(name: string, client: string): Promise<SimulatedHost> {
  const { state, world } = scenarios().find((each) => each.name === 'provider')!.hosts[0]!;
  const nodes = [...world!.nodes, router('198.51.100.67', 4, { vlan: 0, reaches: [{ prefix: '0.0.0.0/0' }] })];
  const seen: World = { ...world!, client: { address: client, port: 50_211 }, nodes };
  return await startHost({ state: { ...state, name }, world: seen, accounts });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-plans-'));
  bastion = await startBastion();
  hosts = {
    direct: await provider('direct', '192.0.2.77'),
    behind: await provider('behind', '192.0.2.200'),
    unmanaged: await provider('unmanaged', '192.0.2.77'),
  };
  writeFileSync(join(folder, 'password'), `${SECRET}\n`);
  const entry = (name: string, more: string) =>
    `  ${name}: { address: 127.0.0.1, port: ${hosts[name]!.port}, password_file: password, hostKey: '${hosts[name]!.hostKeyFingerprint}'${more} }`;
  writeFileSync(
    join(folder, 'vmkbot.yaml'),
    `hosts:
${entry('direct', ', groups: [prod, lan]')}
${entry('behind', ', groups: [prod], via: jump')}
${entry('unmanaged', '')}
bastions:
  jump: { address: 127.0.0.1, port: ${bastion.port}, password_file: password, hostKey: '${bastion.fingerprint}' }
policies:
  - { groups: [prod], changes: [route, gateway], ask: { channels: [C1] }, approve: { users: [U2] }, timer: 240s }
  - { groups: [lan], changes: [route], ask: { channels: [C1] }, approve: { users: [U2] }, timer: 300s }
protected:
  - { name: vcenter, address: 10.44.40.20, port: 443 }
`,
  );
});
afterAll(async () => {
  await Promise.all([...Object.values(hosts), bastion].map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

const env = () => ({ VMKBOT_CONFIG: join(folder, 'vmkbot.yaml'), VMKBOT_STORE: join(folder, 'store'), NO_COLOR: '1' });

async function vmkbot(...words: string[]) {
  const said = { out: '', err: '' };
  const to = (key: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        said[key] += chunk;
        done();
      },
    });
  let status = -1;
  await leavesNothingOpen(async () => {
    status = await run(words, { out: to('out'), err: to('err'), env: env() });
  });
  return { status, ...said };
}

async function planned(...words: string[]): Promise<Plan & { schema: string }> {
  const { out, err } = await vmkbot('fix', ...words, '--json');
  if (out === '') throw new Error(err);
  const answer = JSON.parse(out);
  expect(SCHEMAS.plan!.parse(answer)).toEqual(answer);
  return answer;
}

const checkOf = (plan: Plan, id: string) => plan.checks.find((each) => each.id === id)!;

/** What requests are made to, with the policies of the file. */
function asking(): Changes {
  const { file } = loadConfig(env());
  return new Changes({
    store: new MemoryStore(),
    hosts: { openChange: () => Promise.reject(new Error('nothing is run')) },
    policies: file.policies,
    groupsOf: (name) => file.hosts[name]?.groups ?? null,
  });
}

describe('a plan of a host that was read live', () => {
  test('has the timer of its policies, and is asked for as it is', async () => {
    const changes = asking();
    const [plan] = plansIn(await planned('route', 'direct', ...ROUTE)) as [Plan];
    expect(plan).toMatchObject({ host: 'direct', applicable: true, notApplicable: [], timer: 300 });
    expect(await changes.ask(plan, 'U1')).toMatchObject({ kind: 'asked' });
    const other = { ...plan, timer: 240 };
    expect(await changes.ask(other, 'U1')).toMatchObject({ kind: 'refused', refusal: { code: 'other-plan' } });
  });

  test('has no timer where policies never allow it', async () => {
    expect((await planned('route', 'unmanaged', ...ROUTE)).timer).toBeNull();
    expect((await planned('gateway', 'direct', '198.51.100.67')).timer).toBeNull();
    expect((await planned('gateway', 'behind', '198.51.100.67')).timer).toBe(240);
  });

  test('rests on the own session, on lockdown and time-outs, and on what the configuration protects', async () => {
    const plan = await planned('route', 'direct', ...ROUTE);
    expect(plan.protected.slice(0, 2)).toMatchObject([
      { role: 'this-bot', address: '192.0.2.77', dialled: '198.51.100.66', fate: 'unchanged' },
      { role: 'configured', name: 'vcenter', address: '10.44.40.20', fate: 'moves' },
    ]);
    expect(['C1', 'C2', 'C13'].map((id) => checkOf(plan, id).state)).toEqual(['green', 'green', 'green']);
    const { out } = await vmkbot('fix', 'route', 'direct', ...ROUTE);
    expect(out).toMatch(/vcenter: vmk0 via 198\.51\.100\.65 → vmk1 via 10\.44\.20\.1/);
    expect(out).toContain('after 300 s');
  });

  test('lockdown and a time-out of the shell are asked about', async () => {
    const { config } = hosts.unmanaged!.state;
    config.advanced['/UserVars/ESXiShellTimeOut'] = 6000;
    const timed = checkOf(await planned('route', 'unmanaged', ...ROUTE), 'C13');
    expect(timed).toMatchObject({ state: 'asked', run: [] });
    expect(timed.text).toMatch(/^New logins are refused 6000 s after SSH was switched on/);
    Object.assign(config, { lockdown: 'normal', exceptionUsers: ['root'] });
    const plan = await planned('route', 'unmanaged', ...ROUTE);
    expect(checkOf(plan, 'C13').text).toMatch(/^The host is in lockdown: who may still log in\? New logins /);
    expect(plan.refusals).toEqual([]);
    config.advanced['/UserVars/ESXiShellTimeOut'] = 0;
    Object.assign(config, { lockdown: 'disabled', exceptionUsers: [] });
  });
});

describe.each([
  ['direct', '192.0.2.77'],
  ['behind', '192.0.2.200'],
])('the own session of %s, which the host sees come from %s', (name, client) => {
  const from = client.replaceAll('.', '\\.');

  test('a plan that moves it says so in its first line', async () => {
    const words = ['route', name, 'add', '192.0.2.0/24', 'via', '198.51.100.67'];
    const plan = await planned(...words);
    expect(plan).toMatchObject({ refusals: [], applicable: true });
    expect(plan.protected[0]).toMatchObject({ role: 'this-bot', address: client, fate: 'moves' });
    const { out, status } = await vmkbot('fix', ...words);
    expect(status).toBe(0);
    expect(out.split('\n')[0]).toMatch(
      new RegExp(`^This moves my own session: answers to ${from} would leave by vmk0 via 198\\.51\\.100\\.67`),
    );
  });

  test('a plan that cuts it is refused, and nothing of it is shown to type', async () => {
    const words = ['route', name, 'add', '192.0.2.0/24', 'via', '10.44.20.1'];
    const plan = await planned(...words);
    expect(plan).toMatchObject({ applicable: false, commands: [], undo: [] });
    expect(plan.refusals.map(({ code }) => code)).toContain('cuts-own-session');
    const { out, status } = await vmkbot('fix', ...words);
    expect(status).toBe(4);
    expect(out.split('\n')[0]).toMatch(new RegExp(`^This moves my own session: answers to ${from} `));
  });
});

const CURED = {
  netstack: 'defaultTcpipStack',
  network: '10.44.40.0',
  length: 24,
  gateway: '10.44.20.1',
  source: 'MANUAL',
} as const;

describe('several hosts of one change', () => {
  test('a group is planned host by host, and is asked for as it is', async () => {
    const answer = await planned('route', '@prod', ...ROUTE);
    const plans = plansIn(answer);
    expect(plans.map(({ host, timer, applicable }) => [host, timer, applicable])).toEqual([
      ['direct', 300, true],
      ['behind', 240, true],
    ]);
    expect(await asking().askTogether(plans, 'U1')).toMatchObject({ kind: 'asked' });
    const { out } = await vmkbot('fix', 'route', 'direct', 'behind', ...ROUTE);
    expect(out.split('\n')[0]).toMatch(
      /^This moves vcenter on direct and behind\. Add a route to 10\.44\.40\.0\/24 via 10\.44\.20\.1 on 2 hosts: direct comes/,
    );
    const [title, header, first, second] = out.split('\n').slice(out.split('\n').indexOf('Hosts'));
    expect([title, header]).toEqual(['Hosts', expect.stringMatching(/host +what is run +result +why/)]);
    expect(first).toMatch(/^ *direct +esxcli network ip route ipv4 add .* applicable /);
    expect(second).toMatch(/^ *behind +esxcli network ip route ipv4 add .* applicable /);
  });

  test('the session that some of them would move is in the first line, and one refusal refuses all', async () => {
    const { out } = await vmkbot('fix', 'route', 'prod', 'add', '192.0.2.0/24', 'via', '198.51.100.67');
    expect(out).toMatch(/^This moves my own session on direct and behind\. /);
    expect(out).toMatch(/\[A\d+\][\s\S]*\[B\d+\]/);
    const { state } = hosts.behind!;
    state.config.routes.push(CURED);
    const refused = await vmkbot('fix', 'route', 'prod', ...ROUTE);
    state.config.routes.pop();
    expect(refused.status).toBe(4);
    expect(refused.out).toMatch(/on 2 hosts: refused for behind,/);
    expect(refused.out).toMatch(/behind +- +refused +I will not add/);
  });

  test('those that have nothing to cure are told and left out', async () => {
    const { state } = hosts.behind!;
    state.config.routes.push(CURED);
    const { out } = await vmkbot('fix', 'return-path', '@prod', '10.44.40.0/24', 'via', '10.44.20.1');
    const answer = await planned('return-path', '@prod', '10.44.40.0/24', 'via', '10.44.20.1');
    state.config.routes.pop();
    expect(answer).toMatchObject({ host: 'direct', notPlanned: [{ host: 'behind' }] });
    expect(plansIn(answer).map(({ host }) => host)).toEqual(['direct']);
    expect(await asking().ask(plansIn(answer)[0]!, 'U1')).toMatchObject({ kind: 'asked' });
    expect(out).toMatch(/behind +- +no plan +The route 10\.44\.40\.0\/24 via 10.44.20.1 is there already on behind/);
  });
});

test('the host behind the jump host was read through it', () => expect(bastion.passed()).toBeGreaterThan(0));

test.each(Object.keys(VERSIONS))('%s tells the session as it sees it', async (version) => {
  const state = hostState(version, { name: 'esx-07' });
  const host = await startHost({ state, accounts });
  try {
    writeFileSync(
      join(folder, 'vmkbot.yaml'),
      `hosts:\n  esx-07: { address: 127.0.0.1, port: ${host.port}, password_file: password, hostKey: '${host.hostKeyFingerprint}' }\n`,
    );
    const plan = await planned('route', 'esx-07', 'add', '172.31.250.0/24', 'via', '192.0.2.199');
    expect(plan.protected[0]).toMatchObject({ role: 'this-bot', address: host.world.client.address });
    expect(plan.protected[0]!.dialled).toBe(host.world.dials);
    expect(plan.protected[0]!.fate).not.toBe('not-known');
    expect(checkOf(plan, 'C1').state).toBe('green');
  } finally {
    await host.close();
  }
});
