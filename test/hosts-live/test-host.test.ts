import { expect, test } from 'vitest';
import type { TestPoint } from '../../src/core/hosts.ts';
import type { Login } from '../../src/hosts/login.ts';
import { connect } from '../../src/hosts/ssh.ts';
import { testHost } from '../../src/hosts/test-host.ts';
import { hostState, type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { around, faultOf, leavesNothingOpen } from '../support/live.ts';

const env = { LAB_PASSWORD: 'lab' };
const loginTo = (host: SimulatedHost): Login => ({
  name: 'esx-07',
  address: '127.0.0.1',
  port: host.port,
  user: 'root',
  credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
  hostKey: host.hostKeyFingerprint,
});

function withHost(version: string, body: (host: SimulatedHost) => Promise<void>): Promise<void> {
  return leavesNothingOpen(async () => {
    const host = await startHost({ state: hostState(version) });
    try {
      await body(host);
    } finally {
      await host.close();
    }
  });
}

const tried = (host: SimulatedHost, limits = {}, now = Date.now) =>
  testHost(loginTo(host), around(limits, { env }), now, connect);
const byWhat = (points: readonly TestPoint[]) => Object.fromEntries(points.map((each) => [each.what, each]));
const EVERY = ['login', 'shell', 'version', 'esxcli', 'clock', 'shell-timeout', 'idle-timeout', 'lockdown'];

test.each([
  ['4.1.0', { esxcli: '4.1.0 has esxcfg-*', lockdown: '4.1.0 has no such', 'shell-timeout': '4.1.0 has no such' }],
  ['5.0.0', { 'idle-timeout': '5.0.0 has no such setting' }],
])('what %s does not have is told as not known, not left out', (version, missing) =>
  withHost(version, async (host) => {
    const { points } = await tried(host);
    expect(points.map(({ what }) => what)).toEqual(EVERY);
    for (const [what, said] of Object.entries(missing)) {
      expect(byWhat(points)[what]).toMatchObject({ result: 'not-known', said: expect.stringContaining(said) });
    }
  }),
);

test.each(['exec', 'output'] as const)('a shell that hangs at %s does not work, and nothing more is asked', (at) =>
  withHost('7.0.3', async (host) => {
    host.faults.hang = at;
    const { points, clock } = await tried(host, { command: 500 });
    expect(byWhat(points).login!.result).toBe('works');
    expect(byWhat(points).shell).toMatchObject({ result: 'fails', said: 'no command ended within 0.5 s' });
    expect(points.map(({ what }) => what)).toEqual(EVERY);
    expect(points.slice(2).every(({ result, said }) => result === 'not-known' && said.startsWith('not asked'))).toBe(
      true,
    );
    expect(clock).toBeNull();
    expect(host.history.filter((line) => !line.startsWith('kill '))).toHaveLength(1);
  }),
);

test('where esxcli hangs, nothing more is asked of hostd', () =>
  withHost('7.0.3', async (host) => {
    host.faults.hostd = 'hangs';
    const points = byWhat((await tried(host, { command: 500 })).points);
    expect(points.esxcli).toMatchObject({ result: 'fails', said: 'no answer within 0.5 s, as when hostd is down' });
    expect(points['shell-timeout']).toMatchObject({ result: 'not-known', said: expect.stringContaining('not asked') });
    expect(points.clock!.result).toBe('works');
    expect(host.history.filter((line) => line.includes('esxcli'))).toHaveLength(1);
  }));

test('where hostd refuses, esxcli fails in its own words', () =>
  withHost('7.0.3', async (host) => {
    host.faults.hostd = 'refuses';
    const points = byWhat((await tried(host)).points);
    expect(points.esxcli).toMatchObject({ result: 'fails', said: expect.stringContaining('Connection failure') });
  }));

test('time-outs and lockdown that keep somebody out are not told as fine', () =>
  withHost('7.0.3', async (host) => {
    const { config } = host.state;
    config.advanced['/UserVars/ESXiShellTimeOut'] = 600;
    config.advanced['/UserVars/ESXiShellInteractiveTimeOut'] = 900;
    config.lockdown = 'normal';
    config.exceptionUsers.push('root');
    const points = byWhat((await tried(host)).points);
    expect(points['shell-timeout']).toMatchObject({
      result: 'restricts',
      said: '600 s after SSH was switched on, new logins are refused',
    });
    expect(points['idle-timeout']).toMatchObject({ result: 'restricts', said: expect.stringContaining('900 s') });
    expect(points.lockdown).toMatchObject({ result: 'restricts', said: expect.stringContaining('it is on') });
  }));

test('the whole is bounded', () =>
  withHost('7.0.3', async (host) => {
    host.faults.secondsPerCall = 0.4;
    const fault = await faultOf(tried(host, { whole: 900 }));
    expect(fault).toMatchObject({ code: 'host-too-long', message: 'Reading esx-07 was given up after 0.9 s.' });
  }));

test.each([3_600_000, -3_600_000])('our clock set by %d ms meanwhile makes the clock not known', (jump) =>
  withHost('7.0.3', async (host) => {
    let readings = 0;
    const now = () => Date.now() + (++readings > 2 ? jump : 0); // when it begins, when it asks, and from then on
    const { points, clock } = await tried(host, {}, now);
    expect(clock).toBeNull();
    expect(byWhat(points).clock).toMatchObject({
      result: 'not-known',
      said: 'our own clock was set in the meantime',
    });
  }),
);
