import { expect, test } from 'vitest';
import { reduce } from '../../src/lab/workspace/page/state/reduce.ts';
import type { State } from '../../src/lab/workspace/page/state/state.ts';

type View = NonNullable<State['home']>;

test('what the app publishes while its Home tab is opened is not replaced by what was there before', () => {
  const [before, now] = ['before', 'now'].map((id) => ({ id, blocks: [] }) as unknown as View) as [View, View];
  const open = { home: before } as State;
  const opened = { type: 'home-opened', view: before, before } as const;
  const published = reduce(open, { type: 'home', view: now });
  expect(reduce(published, opened).home).toBe(now);
  expect(reduce(reduce(open, opened), { type: 'home', view: now }).home).toBe(now);
});
