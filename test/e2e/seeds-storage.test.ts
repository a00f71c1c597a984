import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, stage } from './bot.ts';
import { nth, output, said } from './said.ts';

const CHANNELS = ['nfs', 'twin', 'rights', 'overlay', 'silent', 'blade', 'logs'];

let on: Stage;
beforeAll(async () => {
  on = await stage({ channels: CHANNELS.map((name) => ({ name })) });
});
afterAll(() => on?.end());

/** A story told in a channel with an output below it: the answer's own text, once the seed is cited. */
async function told(channel: string, words: string, text: string, seed: string): Promise<string> {
  await on.workspace.as('oncall').post({ channel, text: `@vmkbot ${words}\n\`\`\`\n${text}\n\`\`\`` });
  const root = JSON.stringify(await nth(on.workspace, channel, 'answer'));
  const all = () =>
    JSON.stringify([...said(on.workspace, channel, 'answer'), ...said(on.workspace, channel, 'detail')]);
  await on.workspace.until(() => all().includes(seed), 20_000);
  return root;
}

const exported = (address: string) =>
  `admin@tools:~$ showmount -e 10.62.4.50\nExport list for 10.62.4.50:\n/vol/isos ${address}`;
const DENIED = 'why can I not mount my NFS datastore, I get permission denied';

test('NFS denied: the export list names the other adapter', async () => {
  const text = `${output('nfs-denied')}${exported('10.62.4.111')}`;
  expect(await told('nfs', DENIED, text, 'Multiple VMkernel Ports')).toContain('It is the address');
});

test('its twin, whose export list names the address that is seen', async () => {
  const text = `${output('nfs-denied')}${exported('10.62.4.11')}`;
  expect(await told('twin', DENIED, text, 'Multiple VMkernel Ports')).toContain('It is not the address');
});

test('NFS denied: the export list names none of the host', async () => {
  expect(await told('rights', DENIED, output('nfs-rights'), 'Multiple VMkernel Ports')).toContain(
    'It is the export list',
  );
});

test('large packets of a VXLAN are lost on the way, and duplicates are noted', async () => {
  const words = 'my virtual network does not support large MTU sizes, the VXLAN test fails';
  const root = await told('overlay', words, output('overlay-hop'), 'rakhesh.com');
  expect(root).toMatch(/is lost on the way/);
  expect(root).toContain('noted, not explained');
});

test('a 10 Gb port that hears nothing', async () => {
  const words = 'the link is up and the LEDs blink but there is no real connectivity on the 10 Gb ports';
  expect(await told('silent', words, output('dcb-silent'), 'rakhesh.com')).toContain('the cause was never proven');
});

test('a blade whose ports wait for a power cycle', async () => {
  const words = 'none of the NICs work on our HP blade, ESXi says power cycle required';
  expect(await told('blade', words, output('blade-power'), 'rakhesh.com')).toContain('e-fuse reset');
});

test('logs by a browser, with lockdown on', async () => {
  const words = 'how do I get the ESXi logs from a web browser, without SSH';
  expect(await told('logs', words, output('logs-lockdown'), 'rakhesh.com')).toContain('10.71.4.31/host');
});
