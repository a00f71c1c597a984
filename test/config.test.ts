import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { Problem } from '../src/problem.ts';

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
    return (fault as Problem).message;
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
    expect(loadConfig({}).file).toEqual({ hosts: {}, bastions: {}, policies: [], protected: [] });
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
      ...['hosts["esx 08"]: a name', 'hosts["esx 08"].hostKey', 'hosts["esx 08"].via', '"colour"'],
      ...['hosts["esx 08"].key: the file nowhere', 'policies[0].groups', 'policies[0].changes[0]'],
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
    ['a variable that is not set', 'passphrase_env: NOT_SET', 'the environment has no NOT_SET'],
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
  ])('what may be a secret is never told again: %j', (yaml) => {
    expect(faultsOf(yaml)).not.toContain('hunter2');
  });

  test('a file that is not there, or not YAML, is a fault with its place', () => {
    expect(() => loadConfig({ VMKBOT_CONFIG: join(folder, 'none') })).toThrow(/none cannot be read \(ENOENT\)/);
    expect(faultsOf('hosts:\n  a: [\n')).toMatch(/line \d+, column \d+: not YAML/);
  });
});
