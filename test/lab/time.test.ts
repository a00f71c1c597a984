import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { judgeTime } from '../../src/core/time/judge.ts';
import { hostState, router } from '../../src/lab/esxi/index.ts';
import type { Machine } from '../../src/lab/esxi/machine.ts';
import { session, withMachine } from './support.ts';

const SERVER = '10.60.9.9';
const VERSIONS = ['5.5.0', '6.7.0', '7.0.3', '8.0.2', '9.0.0'];

/** A host with a router to the server, and a server that is right. */
async function withTime<T>(version: string, work: (machine: Machine) => Promise<T>): Promise<T> {
  const state = hostState(version, {
    gateways: { defaultTcpipStack: '10.60.1.1' },
    vmknics: [{ ipv4: '10.60.1.31/24', portgroup: 'Management Network', tags: ['Management'] }],
  });
  const world = {
    client: { address: '10.60.200.10', port: 50_211 },
    dials: '10.60.1.31',
    nodes: [router('10.60.1.1', 11, { vlan: 0 })],
    names: {},
    timeServers: { [SERVER]: { stratum: 3, refid: '192.0.2.123', offsetMs: 0.4 } },
  };
  return await withMachine(state, work, { world });
}

function configure({ state }: Machine): void {
  Object.assign(state.config.ntp, { servers: [SERVER], enabled: true, running: true });
  rulesetOf(state).enabled = true;
}

function rulesetOf(state: Machine['state']) {
  return state.config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!;
}

async function judged(machine: Machine) {
  const seven = Number(machine.state.version[0]) >= 7;
  const commands = [
    ...['vmware -v', seven ? 'esxcli system ntp get' : 'cat /etc/ntp.conf', 'ntpq -pn'],
    ...['list', 'allowedip list'].map((each) => `esxcli network firewall ruleset ${each} --ruleset-id=ntpClient`),
    'esxcli network ip interface ipv4 get',
    Number.parseFloat(machine.state.version) >= 5.1 ? 'esxcli network ip route ipv4 list' : 'esxcfg-route -l',
  ];
  // What the host complains of is part of a session, too.
  const refusal = machine.state.config.ntp.running ? '' : '~ # ntpq -pn\nntpq: read: Connection refused\n~ # \n';
  const [state] = read(`${await session(machine, commands)}\n${refusal}`).hosts;
  return { ...judgeTime(state!), rules: diagnose(state!).findings.map(({ rule }) => rule) };
}

describe.each(VERSIONS)('a simulated %s', (version) => {
  test('never configured', () =>
    withTime(version, async (machine) => {
      expect(await judged(machine)).toMatchObject({ state: 'not-configured', rules: ['ntp-not-configured'] });
    }));

  test('in time, by vmk0 through its gateway', () =>
    withTime(version, async (machine) => {
      configure(machine);
      expect(await judged(machine)).toMatchObject({
        state: 'synchronised',
        ways: [{ server: SERVER, vmknic: 'vmk0', nextHop: '10.60.1.1' }],
        rules: [],
      });
    }));

  test('stopped', () =>
    withTime(version, async (machine) => {
      configure(machine);
      machine.state.config.ntp.running = false;
      expect(await judged(machine)).toMatchObject({ state: 'stopped', rules: ['ntp-not-running'] });
    }));

  test('behind a closed ruleset, and behind an empty list', () =>
    withTime(version, async (machine) => {
      configure(machine);
      rulesetOf(machine.state).enabled = false;
      expect(await judged(machine)).toMatchObject({ state: 'blocked', rules: ['ntp-firewall'] });
      Object.assign(rulesetOf(machine.state), { enabled: true, allowedAll: false, allowedIps: [] });
      expect(await judged(machine)).toMatchObject({ state: 'blocked', cause: { reason: 'list-empty' } });
    }));

  test('six minutes ahead, with guests that would jump', () =>
    withTime(version, async (machine) => {
      configure(machine);
      machine.state.clockOffsetMs = 360_000;
      const { state, offsetMs, rules } = await judged(machine);
      expect([state, Math.round(offsetMs! / 1000), rules]).toEqual(['off', -360, ['ntp-offset']]);
    }));

  test('its server is silent', () =>
    withTime(version, async (machine) => {
      configure(machine);
      delete machine.world.timeServers[SERVER];
      expect(await judged(machine)).toMatchObject({ state: 'unreachable', cause: { link: 'reply' } });
    }));
});
