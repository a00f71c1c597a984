import { describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { readDepot } from '../../src/depot/index.ts';
import { isZip } from '../../src/file-kind.ts';
import { growth } from '../support/growth.ts';
import { depot, profile, zip } from './pack.ts';

const names = ['ESXi-5.5.0-20140901001s-standard', 'ESXi-5.5.0-20140902001-standard'];
const reading = (bytes: Buffer, limits = {}) => readDepot('/tmp/update02.zip', { bytes }, limits);

test('the profiles of a bundle stand in its metadata, and are read as an output is', async () => {
  expect(isZip(depot(...names))).toBe(true);
  const { hosts, unread } = read(await reading(depot(...names)));
  expect(unread).toEqual([]);
  expect(hosts[0]!.profiles).toMatchObject([
    { name: names[0], vendor: 'VMware, Inc.', acceptance: 'PartnerSupported', depot: 'update02.zip' },
    { name: names[1] },
  ]);
});

test('the metadata alone will do', async () => {
  expect(await reading(zip(...names.map(profile)))).toContain(`profiles/${names[1]}  vendor="VMware, Inc."`);
});

describe('a profile that was made to be slow to read', () => {
  const NAME = 'profiles/ESXi-5.5.0-20140902001-standard';
  const made: readonly [string, (length: number) => string][] = [
    ['blanks that no tag ends', (length) => `<creator>${' '.repeat(length)}`],
    ['blanks and a tag', (length) => `<vendor>${' '.repeat(length)}x</vendor>`],
    ['a tag without end', (length) => '<creator>'.repeat(length / 9)],
  ];
  test.each(made)(
    '%s',
    async (_, content) => {
      const run = (length: number) => reading(zip({ name: NAME, content: content(length) }));
      expect(await growth(run, 500)).toBeLessThan(32);
    },
    120_000,
  );
});

test('blanks around a value are none of it, and a value that no profile has is left out', async () => {
  const content = '<creator>  Vendor of cards </creator><acceptancelevel>\n partner\n</acceptancelevel><creationtime>';
  const file = {
    name: 'profiles/ESXi-5.5.0-20140902001-standard',
    content: `${content}${'9'.repeat(200)}</creationtime>`,
  };
  expect(await reading(zip(file))).toMatch(/standard {2}vendor="Vendor of cards" {2}acceptance="PartnerSupported"\n$/);
});

describe('refused', () => {
  const refusal = async (bytes: Buffer, limits = {}) => {
    const fault = await reading(bytes, limits).catch((each) => each);
    return { code: fault.code, message: fault.message, next: fault.next };
  };

  test.each([
    ['no bundle of ESXi', zip({ name: 'readme.txt', content: 'hello' }), 'bundle'],
    ['cut off', depot(...names).subarray(0, 400), 'bundle-damaged'],
    ['a path out of it', zip({ name: '../../etc/profiles/x-1', content: 'x' }), 'bundle-unsafe'],
    ['an absolute path', zip({ name: '/etc/profiles/x-1', content: 'x' }), 'bundle-unsafe'],
    ['metadata that is none', zip({ name: 'metadata.zip', content: 'PK no' }), 'bundle-damaged'],
    ['a size that is a lie', zip({ ...profile(names[0]!), claims: 10 }), 'bundle-damaged'],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toMatchObject({ code, next: expect.stringMatching(/\.$/) });
  });

  test('more files, or larger ones, than a bundle has', async () => {
    expect(await refusal(depot(...names), { entries: 2 })).toMatchObject({ code: 'too-large' });
    const bomb = zip({ name: 'metadata.zip', content: Buffer.alloc(2_000_000) });
    expect(await refusal(bomb, { metadata: 1_000_000 })).toMatchObject({ code: 'too-large' });
    const large = { name: 'profiles/ESXi-5.5.0-20140902001-standard', content: 'x'.repeat(5000) };
    expect(await refusal(zip(large), { profile: 1000 })).toMatchObject({ code: 'too-large' });
  });
});
