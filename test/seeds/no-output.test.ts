import { expect, test } from 'vitest';
import { json } from '../support/terminal.ts';

/** Stories as somebody tells them who has pasted nothing yet: what it would be, and which output decides. */
const TOLD: readonly (readonly [words: string, says: RegExp, brings: string, cites: string])[] = [
  [
    'migrating esx 4.1 to esxi what breaks',
    /would be `esx-to-esxi`: .*`esxcfg-vswif -l`, `esxcfg-vmknic -l`\.$/,
    'esxcfg-vswif -l',
    'S003',
  ],
  [
    'unable to set vmkernel gateway error at boot',
    /would be `gateway-off-subnet`: /,
    'esxcli network ip route ipv4 list',
    'S001',
  ],
  [
    'two adapters get their address from the same DHCP server',
    /would be `two-dhcp-adapters`: /,
    'esxcli network ip interface ipv4 get',
    'S003',
  ],
  ['two vmks in same subnet', /would be `shared-subnet`: /, 'esxcli network ip interface ipv4 get', 'S003'],
  [
    'nfs mount permission denied but export is fine',
    /which address it sees, is not known/,
    'esxcli storage nfs list',
    'S002',
  ],
];

test.each(TOLD)('without any output: %s', async (words, says, brings, cites) => {
  const { exit, json: said } = await json(['why', ...words.split(' ')]);
  expect(exit, JSON.stringify(said)).toBe(0);
  expect(said).toMatchObject({ premise: 'cannot-tell', answer: expect.stringMatching(says) });
  expect(said.missing).toContain(brings);
  expect(said.sources).toContain(cites);
});

test('a question of one path needs a host all the same', async () => {
  expect((await json(['why', 'which', 'vmk', 'reaches', '10.0.5.9'])).exit).toBe(2);
});
