import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { Problem } from '../src/problem.ts';
import { run } from '../src/terminal/run.ts';
import { sink } from './support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-config-'));
const path = join(folder, 'vmkbot.yaml');
writeFileSync(join(folder, 'key'), 'a key');
afterAll(() => rmSync(folder, { recursive: true }));

const PIN = `SHA256:${'q'.repeat(43)}`;

function load(yaml: string, env: NodeJS.ProcessEnv = {}) {
  writeFileSync(path, yaml);
  return loadConfig({ VMKBOT_CONFIG: path, ...env });
}

function faultsOf(yaml: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    load(yaml, env);
  } catch (fault) {
    expect(fault).toBeInstanceOf(Problem);
    expect(fault).toMatchObject({ code: 'config', exit: 2 });
    return [(fault as Problem).message, ...(fault as Problem).faults!].join('\n');
  }
  throw new Error('no fault was found');
}

describe('a configuration', () => {
  test('is read with what it leaves out filled in', () => {
    const { file, env } = load(
      `
hosts:
  esx-07:
    address: 10.0.0.7
    key: key
    hostKey: ${PIN}
    groups: [prod]
    via: jump
bastions:
  jump: { address: jump.example.net, user: ops, agent: true, hostKey: ${PIN} }
policies:
  - groups: [prod]
    changes: [route, gateway, ntp]
    ask: { channels: [C012], users: [U1], usergroups: [S1] }
    approve: { users: [U2], usergroups: [S2], count: 1, reason: required, totp: false }
    expires: 30m
    timer: 180s
protected:
  - { name: vcenter, address: 10.0.0.20, port: 443 }
`,
      { SSH_AUTH_SOCK: '/tmp/agent' },
    );
    expect(file.hosts['esx-07']).toMatchObject({ port: 22, user: 'root', key: join(folder, 'key'), hostKey: PIN });
    expect(file.policies[0]).toMatchObject({ expires: 1800, timer: 180, approve: { reason: 'required' } });
    expect(file.protected).toEqual([{ name: 'vcenter', address: '10.0.0.20', port: 443 }]);
    expect(env.VMKBOT_STORE).toBe('./.vmkbot');
  });

  test('may be missing altogether', () => {
    expect(loadConfig({}).file).toEqual({ hosts: {}, bastions: {}, policies: [], protected: [], totp: {} });
  });

  test('tells every fault at once, of the environment, too, each with its path', () => {
    const said = faultsOf(
      `
hosts:
  esx-07: { address: 10.0.0.300, port: 99999 }
  esx 08: { address: a, key: nowhere, hostKey: SHA256:short, via: nobody, colour: red }
policies:
  - { groups: [], changes: [disk], expires: soon, timer: 1s, ask: {}, approve: { users: [U1], count: 2 } }
protected:
  - { name: a, address: 10.0.0.1 }
  - { name: a, address: 10.0.0.2 }
`,
      { PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1', VMKBOT_STORE: 'http://x', SLACK_API_URL: 'x' },
    );
    for (const path of [
      ...['environment.PORT', 'environment.SLACK_BOT_TOKEN', 'environment.VMKBOT_STORE', 'environment.SLACK_API_URL'],
      ...['hosts["esx-07"].address', 'hosts["esx-07"].port', 'hosts["esx-07"]: no way to log in'],
      ...['hosts["esx 08"]: a name', 'hosts["esx 08"].hostKey', 'hosts["esx 08"].via'],
      'hosts["esx 08"].colour: there is no such setting',
      ...[
        'hosts["esx 08"].key: the file that it names cannot be read (ENOENT)',
        'policies[0].groups',
        'policies[0].changes[0]',
      ],
      ...['policies[0].expires', 'policies[0].timer', 'policies[0].ask: nobody may ask'],
      ...['policies[0].approve: fewer may approve', 'protected[1].name'],
    ]) {
      expect(said).toContain(path);
    }
  });

  test.each([
    ['no such jump host', 'via: nobody', 'no such host is listed under bastions'],
    ['two ways to log in', 'agent: true', 'one way to log in, not key and agent'],
    ['a passphrase twice', 'passphrase_env: A, passphrase_file: key', 'one passphrase'],
    [
      'a variable that is not set',
      'passphrase_env: NOT_SET',
      'hosts.a.passphrase_env: the environment has no variable of the name that it gives',
    ],
  ])('%s', (_, more, said) => {
    expect(faultsOf(`hosts: { a: { address: 10.0.0.1, key: key, ${more} } }`)).toContain(said);
  });

  test('jump hosts in a circle', () => {
    const jump = (via: string) => `{ address: 10.0.0.1, key: key, via: ${via} }`;
    expect(faultsOf(`bastions: { a: ${jump('b')}, b: ${jump('a')} }`)).toContain('comes back to itself');
  });

  test.each([
    'hosts: { a: { address: 10.0.0.1, password: hunter2 } }',
    'hosts: { a: { address: 10.0.0.1, key: key, passphrase: hunter2 } }',
    'hosts: { a: { address: hunter2 hunter2, key: key } }',
    'hosts:\n  a: hunter2\n   b: [hunter2',
    'hunter2',
    '- hunter2: "hunter2',
    'hosts: { a: { address: 10.0.0.1, user: hunter2!, key: key } }',
    'hosts: { a: { address: 10.0.0.1, password_file: "hunter2!" } }',
    'hosts: { a: { address: 10.0.0.1, password_env: "hunter2!" } }',
    'hosts: { a: { address: 10.0.0.1, password_env: hunter2 } }',
    'hosts: { a: { address: 10.0.0.1, key: key, hunter2 } }',
    'hosts: { a: { address: 10.0.0.1, key: key, passphrase_env: "a hunter2" } }',
    'hosts: { a: { address: 10.0.0.1, agent: hunter2 } }',
    'totp: { U2: hunter2 }',
    'totp: { U2: { secret: hunter2 } }',
    'totp: { U2: { hunter2: key } }',
    'totp: { hunter2: { file: key } }',
    'totp: { U2: { file: "hunter2 hunter2" } }',
    'totp: { U2: { env: "hunter2!" } }',
    'totp: { U2: { env: hunter2 } }',
    'totp: [hunter2]',
    'hosts:\n  a:\n    address: 10.0.0.1\n    key: |\n      -----BEGIN OPENSSH PRIVATE KEY-----\n      hunter2\n',
  ])('what may be a secret is never told again: %j', (yaml) => {
    expect(faultsOf(yaml)).not.toContain('hunter2');
  });

  test('a key in the file itself is told as such, once', () => {
    const pem = '-----BEGIN OPENSSH PRIVATE KEY-----\\nabc\\n';
    const said = faultsOf(`hosts: { a: { address: 10.0.0.1, key: "${pem}" } }`);
    expect(said.split('\n')[1]).toBe(
      'hosts.a.key: this looks like a key itself: give the name of the file that holds it',
    );
    expect(said).not.toContain('cannot be read');
  });

  test.each([
    ['hosts: { __proto__: { address: 10.0.0.1, key: key } }', 'hosts.__proto__: a name is made of letters'],
    ['hosts: { 10.0.0.7: { address: 10.0.0.1, key: key } }', 'hosts["10.0.0.7"]: this is an address'],
    ['hosts: { vmk0: { address: 10.0.0.1, key: key } }', 'hosts.vmk0: adapters are called so'],
    [
      'hosts: { Esx1: { address: 10.0.0.1, key: key }, esx1: { address: 10.0.0.2, key: key } }',
      'hosts.esx1: it differs from Esx1 only in the size of its letters',
    ],
  ])('a name that cannot be meant: %s', (yaml, said) => expect(faultsOf(yaml)).toContain(said));

  test.each([
    ['hosts: { a: { address: 10.0.0.1, key: key, port: 99999 } }', 'hosts.a.port: it is at most 65535'],
    ['hosts: { a: { address: 10.0.0.1, key: key, port: x } }', 'hosts.a.port: a number is expected'],
    ['hosts: { a: { address: 10.0.0.1, key: key, groups: prod } }', 'hosts.a.groups: a list is expected'],
    ['hosts: { a: { key: key } }', 'hosts.a.address: it is missing'],
    ['hosts: [a]', 'hosts: names with values are expected'],
    ['colour: red', 'colour: there is no such setting'],
  ])('is told in plain words: %s', (yaml, said) => expect(faultsOf(yaml)).toContain(said));

  describe('of one-time codes', () => {
    const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const OTHER = 'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U';
    const policy = (approve: string) =>
      `policies: [{ groups: [prod], changes: [route], ask: { users: [U1] }, approve: { ${approve}, totp: true } }]`;

    test('names the place of each secret, a file from where it lies', () => {
      writeFileSync(join(folder, 'code'), `${SECRET}\n`);
      const yaml = `totp: { U2: { file: code }, U3: { env: CODE } }\n${policy('users: [U2, U3], usergroups: [S1]')}`;
      const { totp } = load(yaml, { CODE: OTHER.toLowerCase() }).file;
      expect(totp).toEqual({ U2: { file: join(folder, 'code') }, U3: { env: 'CODE' } });
    });

    test('one secret is one person’s: two would confirm with one phone', () => {
      writeFileSync(join(folder, 'code'), `${SECRET}\n`);
      writeFileSync(join(folder, 'copy'), `${SECRET.toLowerCase().replace(/(.{4})/g, '$1 ')}\n`);
      const said = faultsOf('totp: { U2: { file: code }, U3: { file: copy }, U4: { env: CODE }, U5: { env: OTHER } }', {
        CODE: SECRET,
        OTHER,
      });
      expect(said).toContain('totp.U3.file: what it names is the secret of U2 too: each person needs one of their own');
      expect(said).toContain('totp.U4.env: what it names is the secret of U2 too: each person needs one of their own');
      expect(said).not.toMatch(/U5|GEZD/i);
    });

    test.each([
      ['totp: { U2: { secret: A } }', 'totp.U2.secret: a secret does not belong in this file: use file or env'],
      ['totp: { U2: {} }', 'totp.U2: one of file and env'],
      ['totp: { U2: { file: key, env: CODE } }', 'totp.U2: one of file and env'],
      ['totp: { oncall: { file: key } }', 'totp: people are named by their Slack user id'],
      ['totp: { U2: { file: nowhere } }', 'totp.U2.file: the file that it names cannot be read (ENOENT)'],
      ['totp: { U2: { file: key } }', 'totp.U2.file: what it names holds no secret in Base32'],
      ['totp: { U2: { env: NOT_SET } }', 'totp.U2.env: the environment has no variable of the name that it gives'],
      ['totp: { U2: { env: CODE } }', 'totp.U2.env: what it names holds no secret in Base32'],
      [policy('users: [U1, U2]'), 'policies[0].approve.users[1]: the policy asks for their code'],
    ])('has a fault: %s', (yaml, said) => expect(faultsOf(yaml, { CODE: 'too short' })).toContain(said));
  });

  test('in a pipe, or of secrets in one, is a fault and not waited for', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(() => loadConfig({ VMKBOT_CONFIG: join(folder, 'pipe') })).toThrow('not a regular file');
    expect(faultsOf('hosts: { a: { address: 10.0.0.1, password_file: pipe } }')).toContain(
      'hosts.a.password_file: the file that it names cannot be read (not a regular file)',
    );
    expect(() => loadConfig({ VMKBOT_CONFIG: '/dev/zero' })).toThrow('not a regular file');
  });

  test('with many faults tells twenty of them on the terminal, each on its line, and all to a program', async () => {
    const hosts = Array.from({ length: 30 }, (_, i) => `h${i}: { address: 10.0.0.1 }`);
    writeFileSync(path, `hosts: { ${hosts.join(', ')} }`);
    const [out, err] = [sink(), sink()];
    const streams = { out: out.stream, err: err.stream, env: { VMKBOT_CONFIG: path } };
    expect(await run(['hosts', '--json'], streams)).toBe(2);
    const lines = err.text().split('\n');
    expect(lines[0]).toBe('The configuration has 30 faults, so nothing was started.');
    expect(lines.filter((line) => /^- hosts\.h\d+: no way to log in/.test(line))).toHaveLength(20);
    expect(lines.slice(21, 23)).toEqual(['and 10 more', expect.stringMatching(/^Correct what is wrong/)]);
    expect(JSON.parse(out.text()).faults).toHaveLength(30);
  });

  test('a file that is not there, or not YAML, is a fault with its place', () => {
    expect(() => loadConfig({ VMKBOT_CONFIG: join(folder, 'none') })).toThrow(/none cannot be read \(ENOENT\)/);
    expect(faultsOf('hosts:\n  a: [\n')).toMatch(/line \d+, column \d+: not YAML/);
  });
});
