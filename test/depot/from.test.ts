import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readAll } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';
import { readCaptures } from '../../src/terminal/captures.ts';
import { depot } from './pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-depot-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNS = `~ # vmware -v
VMware ESXi 5.5.0 build-4345813
~ # esxcli software profile get
   Name: ESXi-5.5.0-20160804001-standard
   Vendor: VMware, Inc.
   Creation Time: 2016-08-02T08:14:20
   Modification Time: 2016-09-01T07:30:11
~ #
`;

test('a bundle beside what a host printed: whether there is a way back, and by which profile', async () => {
  const [host, zip] = [join(folder, 'host.txt'), join(folder, 'update02.zip')];
  writeFileSync(host, RUNS);
  writeFileSync(zip, depot('ESXi-5.5.0-20140901001s-standard', 'ESXi-5.5.0-20140902001-standard'));
  const captures = await readCaptures([host, zip]);
  const { hosts, unread } = readAll(captures.map(({ text }, i) => ({ capture: 'AB'[i]!, text })));
  expect([hosts.length, unread]).toEqual([1, []]);
  const understood = understand('how do I downgrade this host');
  if (!('question' in understood)) throw new Error('not understood');
  const answer = why(hosts[0]!, understood.question);
  expect(answer.premise).toBe('holds');
  // The bundle lies here and not on a datastore, so its path there is left to fill in.
  expect(answer.steps.map(({ text }) => text).join()).toContain(
    '-d /vmfs/volumes/DATASTORE/BUNDLE.zip -p ESXi-5.5.0-20140902001-standard --allow-downgrades',
  );
});

test('a zip that is no bundle is refused with what to do', async () => {
  const file = join(folder, 'cut.zip');
  writeFileSync(file, depot('ESXi-5.5.0-20140902001-standard').subarray(0, 300));
  await expect(readCaptures([file])).rejects.toMatchObject({ code: 'bundle-damaged' });
});
