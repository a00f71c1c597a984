import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readBundle } from '../../src/bundle/index.ts';
import { read, readAll } from '../../src/core/esxi/read.ts';
import { rebootsOf } from '../../src/core/reboots/reboots.ts';
import { faultOf } from '../support/live.ts';
import { bundleOf } from './members.ts';
import { type Member, noise, pieces, tar, tgz } from './pack.ts';

const one = bundleOf('esx-31', 31);
const whole = tgz(one);
const opened = (bytes: Buffer, limits = {}) => readBundle('b.tgz', pieces(bytes), { limits });
const fault = async (bytes: Buffer, limits = {}) => faultOf(opened(bytes, limits));
const extra = (member: Member) => tgz([...one, member]);

describe('what a bundle says', () => {
  test('is read as if its commands and logs had been pasted', async () => {
    const { text, notes } = await opened(whole);
    const { hosts, unread } = read(text);
    expect(notes).toEqual([]);
    expect(unread).toEqual([]);
    expect(hosts).toHaveLength(1);
    expect(hosts[0]).toMatchObject({
      host: { name: 'esx-31', version: '6.0.0' },
      vmknics: [{ name: 'vmk0', ipv4: '10.80.0.31' }],
      routes: [{ network: '10.80.0.0/24' }, { network: '0.0.0.0/0', gateway: '10.80.0.1' }],
    });
    expect(rebootsOf(hosts[0]!).latest).toMatchObject([
      { cause: 'reboot', asked: '2016-05-04T05:24:40Z', by: [{ way: 'console' }] },
    ]);
  });

  test('is the same in pieces of any size', async () => {
    const { text } = await opened(whole);
    for (const size of [1, 7, 511, 4096]) {
      expect((await readBundle('b.tgz', pieces(whole, size))).text).toBe(text);
    }
  });

  test('holds of the logs what something follows from, and of the heartbeats those beside other lines', async () => {
    const { text } = await opened(whole);
    expect(text).not.toMatch(/shutdownGuest|not needed|T04:00:01Z|Hostsvc/);
    expect(text).toMatch(/T02:00:01Z heartbeat.*\n.*T05:00:01Z heartbeat.*\n.*Host is rebooting/);
  });

  test('is of two hosts where two bundles are given, and where one holds two', async () => {
    const two = bundleOf('esx-32', 32);
    const texts = await Promise.all([whole, tgz(two)].map((each) => opened(each)));
    const { hosts } = readAll(texts.map(({ text }, i) => ({ capture: 'AB'[i]!, text })));
    expect(hosts.map(({ host }) => host.name)).toEqual(['esx-31', 'esx-32']);
    expect(read((await opened(tgz([...one, ...two]))).text).hosts.map(({ vmknics }) => vmknics![0]!.ipv4)).toEqual([
      '10.80.0.31',
      '10.80.0.32',
    ]);
  });

  test('is read with the names that a packer on Windows writes, and the ends of its lines', async () => {
    const windows = one.map((member) => ({
      ...member,
      name: member.name.replaceAll('/', '\\'),
      ...(typeof member.content === 'string' && { content: member.content.replaceAll('\n', '\r\n') }),
    }));
    expect((await opened(tgz(windows))).text).toBe((await opened(whole)).text);
  });

  test('is of the stack or adapter that the name of a file ends with', async () => {
    const table = one.find(({ name }) => name.includes('esxcfg-route'))!.content!;
    const names = ['ip-route-ipv4-list--N-vmotion', 'ip-interface-tag-get--i-vmk0', 'ip-route-ipv4-list--N-$(x)'];
    const { text } = await opened(
      tgz(names.map((name) => ({ name: `commands/localcli_network-${name}.txt`, content: table }))),
    );
    expect(text.match(/\] (.+)/g)).toEqual([
      `] localcli network ip interface tag get -i vmk0 # from commands/localcli_network-${names[1]}.txt`,
      `] localcli network ip route ipv4 list --netstack=vmotion # from commands/localcli_network-${names[0]}.txt`,
    ]);
  });

  test('names the member that holds each line, of an older part its own, and never an odd name', async () => {
    const [host] = read((await opened(whole)).text).hosts;
    expect(host!.host.bundle).toBe('alone');
    expect(host!.routes![0]!.evidence.network).toMatchObject({
      command: 'esxcfg-route -l',
      member: 'commands/esxcfg-route_-l.txt',
    });
    const members = host!.logs!.map(({ text, evidence }) => [/dcui|booted/.exec(text)?.[0], evidence.member]);
    expect(members).toContainEqual(['dcui', 'var/run/log/hostd.0.gz']);
    expect(members).toContainEqual(['booted', 'var/run/log/vmksummary.log']);
    const odd = await opened(tgz([{ name: 'commands/vmware $(-vl).txt', content: 'VMware ESXi 6.0.0' }]));
    expect(odd.text).not.toMatch(/# from|\$\(/);
  });

  test('beside a paste is told apart from it, line by line', async () => {
    const pasted = '[root@esx-31:~] vmware -v # from our wiki/esx\nVMware ESXi 6.0.0 build-3620759\n';
    const inputs = [(await opened(whole)).text, pasted].map((text, i) => ({ capture: 'AB'[i]!, text }));
    const [host] = readAll(inputs).hosts;
    expect(host!.host.bundle).toBe('beside-others');
    expect(host!.host.evidence.build!.member).toBeUndefined();
    expect(read(pasted).hosts[0]!.host.bundle).toBeUndefined();
  });
});

describe('what is made to do harm', () => {
  test.each([
    ['a parent', '../commands/vmware_-vl.txt'],
    ['a parent further in', 'esx-1/commands/../../../etc/passwd'],
    ['a parent with backslashes', 'esx-1\\..\\..\\x'],
    ['the root', '/etc/passwd'],
    ['a drive', 'C:\\commands\\vmware_-vl.txt'],
  ])('a name that points to %s is refused whole', async (_, name) => {
    expect(await fault(extra({ name, content: 'x' }))).toMatchObject({ code: 'bundle-unsafe', exit: 1 });
  });

  test.each(['SymbolicLink', 'Link'] as const)('a %s in the place of an output is not followed', async (type) => {
    const name = 'esx-esx-31-2016-05-04--06.10-34567/commands/esxcfg-vmknic_-l.txt';
    const { text } = await opened(extra({ name, type, linkpath: '/etc/shadow' }));
    expect(text).toBe((await opened(whole)).text);
  });

  test('a bomb is stopped early', async () => {
    const zeros = gzipSync(tar([...one, { name: 'zero.bin', content: Buffer.alloc(120 * 1024 * 1024) }]), { level: 9 });
    // So much of it that what is read ahead is a small part.
    const bytes = Buffer.concat(Array.from({ length: 20 }, () => zeros));
    let given = 0;
    const counted = async function* () {
      for await (const piece of pieces(bytes, 4096)) {
        given += piece.length;
        yield piece;
      }
    };
    expect(await faultOf(readBundle('b.tgz', counted()))).toMatchObject({ code: 'bundle-unsafe' });
    expect(given).toBeLessThan(bytes.length / 2);
  });

  test('a bomb inside a rotated log counts like any other', async () => {
    const content = gzipSync(Buffer.alloc(120 * 1024 * 1024), { level: 9 });
    expect(await fault(extra({ name: 'var/run/log/hostd.1.gz', content }))).toMatchObject({ code: 'bundle-unsafe' });
  });

  test.each([
    ['packed bytes', { packed: 500 }, 'too-large'],
    ['unpacked bytes', { unpacked: 5000 }, 'too-large'],
    ['members', { members: 5 }, 'too-large'],
    ['time', { milliseconds: -1 }, 'too-slow'],
  ])('too much is told: %s', async (_, limits, code) => {
    const found = await fault(whole, limits);
    expect(found).toMatchObject({ code, exit: 1 });
  });

  test('what is packed twice is not unpacked uncounted', async () => {
    expect(await fault(gzipSync(whole))).toMatchObject({
      code: 'bundle',
      message: expect.stringContaining('packed twice'),
    });
  });

  test('a header of a member that is itself as long as a bundle is not held', async () => {
    const long = { name: 'x', content: Buffer.alloc(3 * 1024 * 1024, 'a') };
    const header = tar([long], false);
    header.write('x', 156, 'latin1');
    // The checksum is of the header with blanks in its own place.
    header.fill(' ', 148, 156);
    const sum = header.subarray(0, 512).reduce((all, each) => all + each, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect((await opened(gzipSync(Buffer.concat([header, tar(one)])))).text).toBe((await opened(whole)).text);
  });
});

describe('what is damaged', () => {
  test('a bundle that is cut off is read as far as it goes, and says so', async () => {
    const big = [...one.slice(0, 4), { name: 'core', content: noise(300_000) }, ...one.slice(4)];
    const bytes = tgz(big);
    const { text, notes } = await opened(bytes.subarray(0, bytes.length - 120_000));
    expect(text).toContain('10.80.0.31');
    expect(text).not.toContain('bootstop');
    expect(notes).toEqual([expect.stringContaining('cut off')]);
  });

  test('damaged gzip is told', async () => {
    const bytes = Buffer.from(whole);
    bytes.fill(0xff, 12, 60);
    expect(await fault(bytes)).toMatchObject({ code: 'bundle-damaged' });
  });

  test('a member without its end is not taken for whole', async () => {
    const bytes = gzipSync(
      Buffer.concat([
        tar(one, false),
        tar([{ name: 'commands/esxcfg-nics_-l.txt', content: 'Name', size: 90_000 }], false),
      ]),
    );
    const { text, notes } = await opened(bytes);
    expect(text).not.toContain('esxcfg-nics');
    expect(notes).toEqual([expect.stringContaining('cut off')]);
  });

  test('a damaged rotated log is named, and the rest is read', async () => {
    const content = Buffer.concat([gzipSync('x\n'.repeat(9000)).subarray(0, 20), Buffer.alloc(30)]);
    const { text, notes } = await opened(extra({ name: 'var/run/log/vobd.3.gz', content }));
    expect(text).toContain('Host is rebooting');
    expect(notes).toEqual([expect.stringContaining('var/run/log/vobd.3.gz')]);
  });

  test.each([
    ['text', Buffer.from('vmk0 10.0.0.1')],
    ['a zip', Buffer.from('PK\u0003\u0004...')],
    ['gzip of a text', gzipSync('x'.repeat(2000))],
    ['nothing', Buffer.alloc(0)],
    ['a bundle of nothing that is read', tgz([{ name: 'commands/ps.txt', content: 'x' }])],
  ])('%s is no bundle, and says what to do', async (_, bytes) => {
    const found = await fault(bytes);
    expect((found as { code: string }).code).toMatch(/^bundle/);
    expect((found as { next: string }).next).toMatch(/\.$/);
  });

  test('an output that is larger than any is left out whole, and named', async () => {
    const { text, notes } = await opened(
      extra({ name: 'commands/esxcfg-vswitch_-l.txt', content: 'Switch Name\n'.repeat(50_000) }),
    );
    expect(text).not.toContain('esxcfg-vswitch');
    expect(notes).toEqual([expect.stringContaining('esxcfg-vswitch_-l.txt')]);
  });

  test('of a log with very many lines the latest are kept', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `2016-05-05T00:00:00.${i}Z info hostd[1] [x] reboot ${i}`);
    const { text } = await opened(extra({ name: 'var/run/log/hostd.log', content: `${lines.join('\n')}\n` }));
    expect(text).toContain('reboot 19999\n');
    expect(text).not.toContain('reboot 1\n');
    expect(text.length).toBeLessThan(200_000);
  });
});
