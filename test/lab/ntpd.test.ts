import { describe, expect, test } from 'vitest';
import { hostState, type SimulatedState, type TimeServer, type World, worldFor } from '../../src/lab/esxi/index.ts';
import type { Machine } from '../../src/lab/esxi/machine.ts';
import { run, withMachine } from './support.ts';

const SERVER = '10.70.16.5';
const SHOW = 'esxcli system ntp stats get';

function open(version: string, more: Partial<TimeServer> = {}): { state: SimulatedState; world: World } {
  const state = hostState(version);
  Object.assign(state.config.ntp, { servers: [SERVER], enabled: true, running: true });
  state.config.firewall.rulesets.find(({ id }) => id === 'ntpClient')!.enabled = true;
  const world = worldFor(state);
  world.nodes.push({ address: SERVER, mac: '00:1b:78:51:02:05' });
  world.timeServers[SERVER] = { stratum: 2, refid: '10.70.16.1', offsetMs: 0, ...more };
  return { state, world };
}

const said = async (machine: Machine, text: string) => (await run(machine, text)).stdout;

describe('ntpd of a simulated host', () => {
  test('knows of an edit of its file when it starts again, and not before', async () => {
    const { state, world } = open('6.7.0');
    await withMachine(
      state,
      async (machine) => {
        await run(machine, '/etc/init.d/ntpd restart; echo server 10.70.16.6 >>/etc/ntp.conf');
        expect(await said(machine, 'ntpq -pn')).not.toContain('10.70.16.6');
        await run(machine, '/etc/init.d/ntpd start');
        expect(await said(machine, 'ntpq -pn')).not.toContain('10.70.16.6');
        await run(machine, '/etc/init.d/ntpd restart');
        expect(await said(machine, 'ntpq -pn')).toContain('10.70.16.6');
      },
      { world },
    );
  });

  test('the file is kept as it was written, comments and all', async () => {
    const { state, world } = open('6.0.0');
    await withMachine(
      state,
      async (machine) => {
        await run(machine, `echo '# ours\nserver ${SERVER} prefer' >/etc/ntp.conf`);
        expect(await said(machine, 'cat /etc/ntp.conf')).toBe(`# ours\nserver ${SERVER} prefer\n`);
        expect(machine.state.config.ntp).toMatchObject({ servers: [SERVER], directives: [] });
        await run(machine, 'cp /etc/ntp.conf /etc/ntp.conf.old');
        expect(await said(machine, 'grep -c -E "^[[:space:]]*server[[:space:]]" /etc/ntp.conf.old')).toBe('1\n');
      },
      { world },
    );
  });

  test('does not follow a server far from its own reference, unless it may', async () => {
    const { state, world } = open('7.0.3', { dispersionMs: 10_500 });
    await withMachine(
      state,
      async (machine) => {
        expect(await said(machine, 'ntpq -pn')).toMatch(/^ 10\.70\.16\.5 .* 377 /m);
        expect(await said(machine, SHOW)).toMatch(/leap_alarm.*rootdisp=10500\.000/s);
        expect(await said(machine, 'esxcli system ntp test')).toContain('Timeinsync: false');
        await run(machine, 'cp /etc/ntp.conf /tmp/conf; echo tos maxdist 15 >>/tmp/conf');
        await run(
          machine,
          'esxcli system ntp set -f /tmp/conf; esxcli system ntp set -e 0; esxcli system ntp set -e 1',
        );
        expect(await said(machine, 'ntpq -pn')).toMatch(/^\*10\.70\.16\.5/m);
        expect(await said(machine, 'ntpq -c rv')).toContain('leap_none');
      },
      { world },
    );
  });

  test.each([{ stratum: 16 }, { offsetMs: 2_000_000 }])('does not follow one with %o', async (more) => {
    const { state, world } = open('8.0.2', more);
    await withMachine(
      state,
      async (machine) => expect(await said(machine, 'ntpq -pn')).toMatch(/^ 10\.70\.16\.5 .* 377 /m),
      { world },
    );
  });

  test('sets the clock once it has polled for a while, and reach grows meanwhile', async () => {
    const { state, world } = open('7.0.3');
    state.clockOffsetMs = 362_000;
    await withMachine(
      state,
      async (machine) => {
        expect(await said(machine, 'ntpq -pn')).toContain('-362000.000');
        await run(machine, '/etc/init.d/ntpd restart');
        expect(await said(machine, 'ntpq -pn')).toMatch(/ 1 +0\.242 -362000\.000/);
        machine.ntpSince -= 3 * 64_000;
        expect(await said(machine, 'ntpq -pn')).toMatch(/ 17 +0\.242 -362000\.000/);
        machine.ntpSince -= 64_000;
        expect(await said(machine, 'ntpq -pn')).toMatch(/ 37 +0\.242 +0\.000/);
        expect(machine.state.clockOffsetMs).toBe(0);
      },
      { world },
    );
  });

  test('the data of the kernel clock are shown, and set back by the remedy', async () => {
    const { state, world } = open('7.0.3');
    state.adjtimeUs = -309_237_290_312;
    await withMachine(
      state,
      async (machine) => {
        const get = 'vsish -e get /system/ntpclock/clockData';
        expect(await said(machine, get)).toContain('adjtime() (usec):-309237290312');
        expect((await run(machine, 'vsish -e set /system/other 1')).status).not.toBe(0);
        await run(machine, 'vsish -e set /system/ntpclock/clockData 1');
        expect(await said(machine, get)).toContain('adjtime() (usec):0');
      },
      { world },
    );
  });
});
