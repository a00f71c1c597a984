import { expect, test } from 'vitest';
import { sample } from '../support/terminal.ts';
import { at } from './outputs.ts';
import { told } from './told.ts';

const LAB = at('lab', 'vmware -v', 'VMware ESXi 5.5.0 build-2068190');
const NEWER = at('lab', 'vmware -v', 'VMware ESXi 6.5.0 build-4564106');

test('S004: machines of a desktop product do not run on the host as they are', async () => {
  const said = await told('exporting VMs from VMware Workstation to ESXi fails, the hardware version is newer', LAB, {
    premise: 'cannot-tell',
    says: /hardware version may be newer than the host knows/,
    cites: ['S004'],
  });
  expect(JSON.stringify(said.steps)).toContain('VMware Converter made machines that it takes');
});

test('S004: the MAC addresses of machines that come from another product are refused', async () => {
  const said = await told('ESXi refuses the MAC address of the VM that I moved over', LAB, {
    says: /ESXi refuses their MAC addresses/,
    cites: ['S004'],
  });
  expect(JSON.stringify(said.steps)).toContain('set back to defaults');
});

test('S004: the image of a vendor crashes on a server that its version does not support', async () => {
  const said = await told('the HPE customized image of ESXi 6.5 keeps crashing with a PSOD', sample('vendor-image'), {
    says: /of Hewlett Packard Enterprise, and the server is a ProLiant ML110 G7\./,
    cites: ['S004'],
  });
  expect(JSON.stringify(said.steps)).toContain('a server model that 6.5 does not support');
});

test('S004: what image and which server it is are asked for where they were not shown', async () => {
  const said = await told('the HPE customized image of ESXi 6.5 keeps crashing with a PSOD', NEWER, {
    says: /has been seen to crash on a server model/,
    cites: ['S004'],
  });
  expect(said.missing).toEqual(expect.arrayContaining(['esxcli software profile get', 'esxcli hardware platform get']));
});

test('S004, its twin: a crash without a word of an image is asked of the logs', async () => {
  const said = await told('the host keeps crashing with a PSOD', NEWER, { says: /./, cites: [] });
  expect(JSON.stringify(said.steps)).not.toContain('server model');
  expect(said.question.symptom).toBe('reboot');
});

test('S004: machines behind an edge reach outside only with routes on both sides', async () => {
  const said = await told('machines on the NSX logical switch cannot talk to the external network over the edge', LAB, {
    says: /overlay/,
    cites: ['S004'],
  });
  expect(JSON.stringify(said.steps)).toContain('only once the edge has routes to the inner networks');
});
