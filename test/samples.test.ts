import { expect, test } from 'vitest';
import { read } from '../src/core/esxi/read.ts';
import { SAMPLES } from '../src/samples/index.ts';

test.each(SAMPLES)('$name is one host, and every line of it is read', ({ text }) => {
  const { hosts, unread } = read(text);
  expect(unread).toEqual([]);
  expect(hosts).toHaveLength(1);
  expect(hosts[0]).toMatchObject({ assumptions: [], contradictions: [] });
});
