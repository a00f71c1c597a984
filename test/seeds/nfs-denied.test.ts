import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/samples/index.ts';
import { allOf, asked } from './asked.ts';

const TOLD =
  'why can I not mount my NFS datastore on the new ESXi host, I get permission denied although the filer permissions are right';

const of = (name: string) => SAMPLES.find((sample) => sample.name === name)!.text;
const exported = (share: string, clients: string) =>
  `\nadmin@tools:~$ showmount -e 10.62.4.50\nExport list for 10.62.4.50:\n${share} ${clients}\n`;

test('the filer sees vmk0, and what was pasted does not tell this from missing rights: it says which output does', () => {
  const said = asked(TOLD, of('nfs-denied'));
  expect(said.answer).toMatch(/sees this host as 10\.62\.4\.11, the address of vmk0, not as 10\.62\.4\.111 of vmk1/);
  expect(said.findings).toContain('nfs-source-address');
  expect(
    said.steps
      .filter(({ part }) => part === 'todo')
      .map(({ text }) => text)
      .join(),
  ).toContain('`showmount -e 10.62.4.50`');
  expect(said.sources).toContain('S002');
});

test('the export list names the NFS adapter alone: it is the address', () => {
  const said = asked(TOLD, of('nfs-denied') + exported('/vol/isos', '10.62.4.111'));
  expect(said.premise).toBe('holds');
  expect(said.answer).toMatch(
    /^It is the address: .* names 10\.62\.4\.111 of vmk1, and the host comes as 10\.62\.4\.11\./,
  );
  expect(said.findings).toContain('nfs-source-address');
  expect(said.sources).toContain('S002');
});

test('its twin, whose export list names the address that the filer sees: not the address', () => {
  const said = asked(TOLD, of('nfs-denied') + exported('/vol/isos', '10.62.4.11'));
  expect(said.answer).toMatch(/^It is not the address: .* Rights on the share itself are left, or another NFS server/);
  expect(said.findings).toContain('nfs-export-rights');
  expect(said.findings).not.toContain('nfs-source-address');
});

test.each(['[admin@tools ~]$', '[root@tools:~]', 'admin@tools:~$', '~ #', '$'])(
  'the list is about the host that mounts, whatever machine it was asked on: %s',
  (prompt) => {
    const list = exported('/vol/isos', '10.62.99.0/24').replace('admin@tools:~$', prompt);
    expect(asked(TOLD, of('nfs-denied') + list).answer).toMatch(
      /^It is the export list: that of \/vol\/isos names none/,
    );
  },
);

test('the filer that a log names is the one that is asked about', () => {
  const text = of('nfs-denied');
  const log = text.slice(text.lastIndexOf('~ #', text.indexOf('(mount) Server')));
  const host = text.slice(0, text.indexOf('~ #', text.indexOf('~ # esxcfg-route') + 4));
  const said = asked(TOLD, host + log);
  expect(said.answer).toContain('10.62.4.50 sees this host as 10.62.4.11');
});

test('root rights for the NFS adapter alone: it is not said that the address is right', () => {
  const said = asked(TOLD, `${of('nfs-denied')}\nfiler> exportfs\n/vol/isos -sec=sys,ro,root=10.62.4.111\n`);
  expect(said.answer).not.toMatch(/It is not the address/);
  expect(said.answer).toMatch(/sees this host as 10\.62\.4\.11, the address of vmk0, not as 10\.62\.4\.111 of vmk1/);
  expect(said.findings).toContain('nfs-source-address');
});

test('more often it is the permissions: the export list names none of the host', () => {
  const said = asked(TOLD, of('nfs-rights'));
  expect(said.premise).toBe('holds');
  expect(said.answer).toMatch(/^It is the export list: that of \/vol\/isos names none of this host's addresses/);
  expect(said.findings).toEqual(['nfs-export-rights']);
});

test('another NFS service answers on the same server: it does not have the share', () => {
  const said = asked(TOLD, of('nfs-other'));
  expect(said.answer).toMatch(/does not export \/VeeamBackup_BKP1: another NFS server answers there/);
  expect(said.findings).toEqual(['nfs-other-server']);
  expect(allOf(said)).toMatch(/listens on port 2049/);
});

test('its twin, which has the share for everybody, is not called another server', () => {
  const said = asked(TOLD, of('nfs-other').replace('/ISO_Store       ', '/VeeamBackup_BKP1'));
  expect(said.findings).not.toContain('nfs-other-server');
  expect(said.answer).toMatch(/^It is not the address/);
});

test('a list that was cut leaves it open', () => {
  const said = asked(TOLD, of('nfs-denied') + exported('/vol/isos', ''));
  expect(said.answer).toMatch(/If it grants rights to vmk1 alone, it refuses/);
});

test('a filer that was mounted by its name has the address that the line of the mount shows', () => {
  const named = of('nfs-denied')
    .replace('Server: (10.62.4.50)', 'Server: (filer01)')
    .replace('mount 10.62.4.50:', 'mount filer01:')
    .replace('from 10.62.4.50', 'from filer01');
  const said = asked(TOLD, named);
  expect(said.answer).toMatch(/^filer01 sees this host as 10\.62\.4\.11, the address of vmk0, not as 10\.62\.4\.111/);
  expect(allOf(said)).toContain('filer01 is 10.62.4.50, as the log of its mount says.');
  expect(allOf(said)).not.toContain('is not known.');
  expect(said.findings).toContain('nfs-source-address');
  // Without that line nobody knows it.
  const twin = asked(TOLD, named.replace(/.*\(mount\).*\n/, ''));
  expect(allOf(twin)).toContain('The address of filer01 is not known.');
});

test('a route is advised only where no connected entry goes before it', () => {
  const advised = (output: string) =>
    asked(TOLD, output).steps.filter(({ part, text }) => part === 'todo' && text.includes('or a route to it'));
  expect(advised(of('nfs-denied'))).toEqual([]);
  const unknown = of('nfs-denied')
    .replace(/\(mount\).*\n/, '\n')
    .replace(/10\.62\.4\.50(?=:| unm)/g, 'filer01');
  expect(advised(unknown)).toEqual([]);
  const apart = of('nfs-denied')
    .replace('10.62.4.111 ', '10.62.9.111 ')
    .replace('10.62.4.255     00:50', '10.62.9.255     00:50');
  expect(advised(apart)).toHaveLength(1);
});
