import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { hostState, type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { run } from '../../src/terminal/run.ts';
import { leavesNothingOpen } from '../support/live.ts';

const SECRET = 'lab-secret-that-no-output-may-hold';

let folder: string;
let newer: SimulatedHost;
let older: SimulatedHost;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-live-'));
  const accounts = { root: { password: SECRET } };
  newer = await startHost({ accounts });
  older = await startHost({ accounts, state: hostState('4.1.0') });
  writeFileSync(join(folder, 'password'), `${SECRET}\n`);
  writeFileSync(join(folder, 'wrong'), `${SECRET}-wrong\n`);
  writeFileSync(
    join(folder, 'vmkbot.yaml'),
    `hosts:
  esx-07: { address: 127.0.0.1, port: ${newer.port}, password_file: password, hostKey: '${newer.hostKeyFingerprint}', groups: [prod] }
  esx-41: { address: 127.0.0.1, port: ${older.port}, password_file: password, hostKey: '${older.hostKeyFingerprint}' }
  unpinned: { address: 127.0.0.1, port: ${newer.port}, password_file: password }
  refused: { address: 127.0.0.1, port: ${newer.port}, user: nobody, password_file: wrong, hostKey: '${newer.hostKeyFingerprint}' }
  gone: { address: 127.0.0.1, port: 1, password_file: password, hostKey: '${newer.hostKeyFingerprint}' }
`,
  );
});
afterAll(async () => {
  await Promise.all([newer.close(), older.close()]);
  rmSync(folder, { recursive: true });
});

interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function vmkbot(...words: string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const to = (key: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        said[key] += chunk;
        done();
      },
    });
  const env = { VMKBOT_CONFIG: join(folder, 'vmkbot.yaml'), VMKBOT_STORE: join(folder, 'store'), NO_COLOR: '1' };
  let status = -1;
  await leavesNothingOpen(async () => {
    status = await run(words, { out: to('out'), err: to('err'), env });
  });
  expect(said.out + said.err).not.toContain(SECRET);
  return { status, ...said };
}

const json = async (...words: string[]) => JSON.parse((await vmkbot(...words, '--json')).out);

describe('the inventory', () => {
  test('is listed with groups, addresses and pins', async () => {
    const { hosts } = SCHEMAS.hosts!.parse(await json('hosts')) as { hosts: object[] };
    expect(hosts).toHaveLength(5);
    expect(hosts[0]).toMatchObject({ name: 'esx-07', groups: ['prod'], hostKey: newer.hostKeyFingerprint });
    expect(hosts[2]).toMatchObject({ name: 'unpinned', hostKey: null });
    expect((await vmkbot('hosts')).out).toContain('5 hosts in the inventory.');
  });

  test('hosts pin shows the key without a login', async () => {
    const before = newer.history.length;
    expect(SCHEMAS['host-pin']!.parse(await json('hosts', 'pin', 'unpinned'))).toMatchObject({
      fingerprint: newer.hostKeyFingerprint,
      pinned: null,
    });
    expect(newer.history.length).toBe(before);
  });

  test('hosts test says what works and how it was found', async () => {
    const tested = await json('hosts', 'test', 'esx-07');
    SCHEMAS['host-test']!.parse(tested);
    const points = Object.fromEntries(tested.points.map((each: { what: string }) => [each.what, each]));
    for (const what of ['login', 'shell', 'version', 'esxcli', 'clock']) expect(points[what].result).toBe('works');
    expect(points.version.said).toMatch(/^VMware ESXi 7\.0\.3/);
    expect(points['shell-timeout'].how).toContain('/UserVars/ESXiShellTimeOut');
    expect(Math.abs(tested.clock.skewMs)).toBeLessThanOrEqual(tested.clock.boundMs);
    expect((await vmkbot('hosts', 'test', 'esx-07')).out).toContain('esx-07 can be read');
  });

  test('a wrong clock is told with its bound', async () => {
    newer.faults.clockMs = 360_000;
    const { clock, points } = await json('hosts', 'test', 'esx-07');
    newer.faults.clockMs = 0;
    expect(Math.abs(clock.skewMs - 360_000)).toBeLessThanOrEqual(clock.boundMs);
    expect(points.find((each: { what: string }) => each.what === 'clock').said).toMatch(
      /^(360|359\.\d|360\.\d) s ahead/,
    );
  });

  test('a host that is not there: exit status 3, one sentence, and the problem as JSON', async () => {
    const { status, out, err } = await vmkbot('hosts', 'test', 'gone', '--json');
    expect(status).toBe(3);
    expect(SCHEMAS.problem!.parse(JSON.parse(out))).toMatchObject({ code: 'host-refused' });
    expect(err).toMatch(/^gone \(127\.0\.0\.1:1\) refused the connection/);
  });

  test('a host without a pin is not logged in to, and the key to pin is told', async () => {
    const { status, err } = await vmkbot('state', 'unpinned');
    expect(status).toBe(3);
    expect(err).toContain(`hostKey: ${newer.hostKeyFingerprint}`);
  });

  test('a refused login is remembered by the next command line', async () => {
    expect((await vmkbot('check', 'refused')).err).toMatch(/^refused refused the login of nobody by password\./);
    expect((await vmkbot('check', 'refused')).err).toContain('I did not try again');
    expect(newer.lockedOut('nobody')).toBe(false);
  });

  test('a name that is not in it is told with the nearest', async () => {
    const { status, err } = await vmkbot('check', 'esx-08');
    expect(status).toBe(2);
    expect(err).toMatch(/^There is no host "esx-08" in the inventory\. Did you mean `esx-07`\?/);
  });

  test('a second host, where a verb takes one, is told as such', async () => {
    const { status, err } = await vmkbot('check', 'esx-07', 'esx-41');
    expect(status).toBe(2);
    expect(err).toBe(
      '`check` takes one host, and esx-41 is another one. Ask for each by itself; vmkbot compare takes two.\n',
    );
  });
});

describe('every verb on a live host', () => {
  test.each([
    [['state', 'esx-07']],
    [['check', 'esx-07']],
    [['route', 'esx-07', '198.51.100.9']],
    [['service', 'esx-07', 'vmotion']],
    [['what-if', 'esx-07', 'add', '172.30.0.0/16', 'via', '10.70.16.9']],
    [['why', 'esx-07', 'does vMotion use vmk0']],
    [['why', "why can't 192.0.2.0/24 reach vmk1 on esx-07"]],
    [['state', 'esx-41']],
    [['route', 'esx-41', '198.51.100.9']],
  ])('%j', async (words) => {
    const { status, out } = await vmkbot(...words, '--json');
    expect(status).toBe(0);
    const answer = JSON.parse(out);
    const name = answer.schema.split('/')[1];
    SCHEMAS[name]!.parse(answer);
    expect(Date.now() - Date.parse(answer.readAt)).toBeLessThan(20_000);
    expect(answer.ageSeconds).toBeLessThan(20);
    expect((await vmkbot(...words)).out).toMatch(/read [\d.]+ s ago/);
  });

  test('a verb reads only what it needs', async () => {
    const before = newer.history.length;
    await vmkbot('what-if', 'esx-07', 'gateway', '10.70.16.9');
    const ran = newer.history.slice(before).join('\n');
    expect(ran).toContain('esxcli network ip route ipv4 list');
    expect(ran).not.toContain('vswitch');
  });

  test("a state bears the inventory's name", async () => {
    expect(await json('state', 'esx-41')).toMatchObject({ host: { name: 'esx-41', version: '4.1.0' } });
  });

  test('with hostd down the answer says how it was read', async () => {
    newer.faults.hostd = 'refuses';
    const { out } = await vmkbot('route', 'esx-07', '198.51.100.9');
    newer.faults.hostd = 'up';
    expect(out).toContain('How it was read');
    expect(out).toContain('esxcfg-route -l');
  });
});

describe('--save', () => {
  const file = (name: string) => join(folder, `${name}.txt`);
  /** The answer without when and how it was read: all that a file cannot tell. */
  const timeless = (text: string) => {
    const { readAt: _, ageSeconds: __, readings: ___, host, ...answer } = JSON.parse(text);
    const { readAt: ____, ageSeconds: _____, ...name } = typeof host === 'object' ? host : { host };
    return { ...answer, host: name };
  };

  test.each([
    ['state', 'esx-07'],
    ['check', 'esx-41'],
    ['route', 'esx-07', '198.51.100.9'],
    ['service', 'esx-07', 'vmotion'],
    ['what-if', 'esx-07', 'add', '172.30.0.0/16', 'via', '10.70.16.9'],
    ['why', 'esx-07', 'does vMotion use vmk0'],
  ])(
    'keeps what %s %s rests on, for its owner alone, and it reads back to the same answer',
    async (verb, host, ...words) => {
      const saved = file(`${verb}-${host}`);
      const live = await vmkbot(verb, host, ...words, '--json', '--save', saved);
      expect(live.status).toBe(0);
      expect(statSync(saved).mode & 0o777).toBe(0o600);
      const back = await vmkbot(verb, ...words, '--json', '--from', saved);
      expect(timeless(back.out)).toEqual(timeless(live.out));
    },
  );

  test('keeps the lines under the numbers that the answer quotes', async () => {
    const { out } = await vmkbot('route', 'esx-07', '198.51.100.9', '--json', '--save', file('lines'));
    const { evidence } = JSON.parse(out);
    const lines = readFileSync(file('lines'), 'utf8').split('\n');
    expect(evidence.length).toBeGreaterThan(0);
    for (const { line, text } of evidence) expect(lines[line - 1]!.trim()).toBe(text.trim());
  });

  test('overwrites nothing, and reads no host for nothing', async () => {
    writeFileSync(file('mine'), 'mine');
    const before = newer.history.length;
    const { status, err } = await vmkbot('state', 'esx-07', '--save', file('mine'));
    expect([status, newer.history.length]).toEqual([2, before]);
    expect(err).toContain('it is there already');
    expect(readFileSync(file('mine'), 'utf8')).toBe('mine');
  });

  test.each([
    [['compare', 'esx-07', 'esx-41'], '`--save` keeps one host'],
    [['check', '--from', '-'], '`--save` keeps what a live host prints'],
    [['hosts'], '`--save` keeps what a live host prints'],
  ])('is refused for %j', async (words, said) => {
    const { status, err } = await vmkbot(...words, '--save', file('none'));
    expect(status).toBe(2);
    expect(err).toContain(said);
  });
});

describe('compare', () => {
  test('tells the age of both', async () => {
    const { out } = await vmkbot('compare', 'esx-07', 'esx-41');
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /From two hosts: A is esx-07, .*, read \d+ s ago; B is esx-41, .*, read \d+ s ago/,
    );
  });

  test('of a host with itself is refused before anything is read', async () => {
    const before = newer.history.length;
    const { status, err } = await vmkbot('compare', 'esx-07', 'ESX-07');
    expect([status, newer.history.length]).toEqual([2, before]);
    expect(err).toContain('esx-07 was named twice');
  });
});

describe('the time of a host', () => {
  test('never configured, and then stopped: what the daemon refuses is an answer', async () => {
    const fresh = SCHEMAS.time!.parse(await json('ntp', 'esx-07'));
    expect(fresh).toMatchObject({ state: 'not-configured', servers: [], synchronised: false });
    const { ntp } = newer.state.config;
    Object.assign(ntp, { servers: ['10.0.0.123'], enabled: true, running: false });
    const stopped = SCHEMAS.time!.parse(await json('ntp', 'esx-07'));
    Object.assign(ntp, { servers: [], enabled: false });
    expect(stopped).toMatchObject({ state: 'stopped', running: false, cause: 'running' });
  });

  test('of ESXi 4.1, which has no ntpq, stays unknown without a word of what it lacks', async () => {
    const { out } = await vmkbot('ntp', 'esx-41');
    expect(out).not.toContain('ntpq -pn');
    expect(out).not.toContain('network firewall');
  });
});
