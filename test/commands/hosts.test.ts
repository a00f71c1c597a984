import { describe, expect, test } from 'vitest';
import { hosts } from '../../commands/hosts.ts';
import type { Asked } from '../../src/command.ts';
import type { HostTest } from '../../src/core/hosts.ts';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import type { Inventory } from '../../src/inventory.ts';

const PIN = `SHA256:${'q'.repeat(43)}`;
const OTHER = `SHA256:${'r'.repeat(43)}`;
const common = { address: '192.0.2.7', port: 22, user: 'root', login: 'key', via: null, timers: {} } as const;
const tested: HostTest = {
  host: 'esx-07',
  readAt: '2026-03-01T10:00:00.000Z',
  points: [
    { what: 'login', result: 'works', said: 'public key', how: 'SSH as root' },
    { what: 'esxcli', result: 'fails', said: 'no answer', how: 'esxcli network ip interface ipv4 get' },
    { what: 'lockdown', result: 'not-known', said: 'no answer', how: 'vim-cmd' },
  ],
  clock: null,
};
const inventory: Inventory = {
  hosts: [
    { ...common, name: 'esx-07', groups: ['prod'], hostKey: PIN },
    { ...common, name: 'esx-08', groups: [], hostKey: null },
  ],
  test: async () => tested,
  pin: async (host) => ({
    host,
    address: '192.0.2.7',
    port: 22,
    fingerprint: PIN,
    pinned: host === 'esx-07' ? PIN : OTHER,
  }),
};

const ask = (words: string[], more: { inventory?: Inventory } = { inventory }) => {
  const asked: Asked = { verb: 'hosts', words, from: [], json: false, help: false };
  return hosts.run(asked, { captures: async () => [], ...more });
};

describe('hosts', () => {
  test('lists the inventory, and names what is not pinned', async () => {
    const answer = await ask([]);
    expect(SCHEMAS.hosts!.parse(answer.json)).toEqual(answer.json);
    const { headline, sections } = answer.reply();
    expect(headline.text).toBe('2 hosts in the inventory.');
    expect(JSON.stringify(sections)).toContain('vmkbot hosts pin esx-08');
    expect(JSON.stringify(sections)).not.toContain('vmkbot hosts pin esx-07');
  });

  test('test says what fails and what is not known, each with how it was found', async () => {
    const answer = await ask(['test', 'ESX-07']);
    expect(SCHEMAS['host-test']!.parse(answer.json)).toEqual(answer.json);
    expect(answer.reply().headline.text).toBe('esx-07 lets me in, but esxcli fails; not known: lockdown.');
  });

  test('pin tells the key that is pinned from another one', async () => {
    const same = await ask(['pin', 'esx-07']);
    expect(SCHEMAS['host-pin']!.parse(same.json)).toEqual(same.json);
    expect(same.reply().headline.text).toContain('shows the host key that is pinned');
    const { headline, sections } = (await ask(['pin', 'esx-08'])).reply();
    expect(headline.text).toContain(`The configuration pins ${OTHER}`);
    expect(JSON.stringify(sections.at(-1))).toContain(
      'In the entry of `esx-08` under `hosts`, in place of the one there:',
    );
    expect(sections.at(-1)!.blocks.at(-1)).toEqual({ kind: 'commands', commands: [`hostKey: ${PIN}`] });
  });

  test.each([
    [['test'], 'hosts test NAME, such as hosts test esx-07'],
    [['pin'], 'hosts pin NAME, such as hosts pin esx-07'],
    [['rename', 'esx-07'], 'hosts pin NAME'],
    [['test', 'esx-07', 'esx-08'], 'hosts test NAME'],
    [['test', 'esx-09'], 'Did you mean'],
  ])('%j is refused with what to say instead', async (words, next) => {
    await expect(ask(words)).rejects.toMatchObject({ exit: 2, next: expect.stringContaining(next) });
  });

  test('without a configuration it says how to give one', async () => {
    await expect(ask([], {})).rejects.toMatchObject({ exit: 2, code: 'no-inventory' });
  });
});
