import { expect, test } from 'vitest';
import { roomOf } from '../../src/slack/incoming.ts';
import { cached } from '../../src/slack/people/cached.ts';
import { Threads } from '../../src/slack/threads/memory.ts';
import { MemoryStore } from '../support/memory-store.ts';

const WEEK = 7 * 24 * 60 * 60_000;

function threads() {
  const clock = { now: 1_000 };
  const store = new MemoryStore(() => clock.now);
  return { clock, store, threads: new Threads(store, () => clock.now) };
}

test('a thread is remembered for a week, each by itself', async () => {
  const { clock, threads: memory } = threads();
  await memory.remember('C1', ['1.1', '2.2'], { hosts: ['esx-07'], pastes: [] });
  expect(await memory.recall('C1', '2.2')).toEqual({ hosts: ['esx-07'], pastes: [] });
  expect(await memory.recall('C2', '1.1')).toBeNull();
  await memory.forget('C1', '1.1');
  expect(await memory.recall('C1', '1.1')).toBeNull();
  clock.now += WEEK + 1;
  expect(await memory.recall('C1', '2.2')).toBeNull();
});

test('of a long paste the beginning is kept, to a whole line, and that is known', async () => {
  const { threads: memory } = threads();
  const text = 'vmk0 10.0.0.1\n'.repeat(60_000);
  await memory.remember('C1', ['1.1'], {
    hosts: [],
    pastes: [
      { name: 'paste', text },
      { name: 'other', text: 'x\n' },
    ],
  });
  const about = await memory.recall('C1', '1.1');
  expect(about!.cut).toBe(true);
  expect(about!.pastes[0]!.text.length).toBeLessThanOrEqual(256 * 1024);
  expect(about!.pastes[0]!.text.endsWith('10.0.0.1\n')).toBe(true);
  expect(text.startsWith(about!.pastes[0]!.text)).toBe(true);
});

test('a follow-up waits for the answer that it follows, and forgetting for one that is coming', async () => {
  const { threads: memory } = threads();
  let post = () => {};
  const posted = new Promise<void>((resolve) => {
    post = resolve;
  });
  const answer = memory.during('C1', async () => {
    await posted;
    await memory.remember('C1', ['1.1'], { hosts: ['esx-07'], pastes: [] });
  });
  const follow = memory.recall('C1', '1.1');
  post();
  expect(await follow).not.toBeNull();
  await answer;
  const again = memory.during('C1', () => memory.remember('C1', ['1.1'], { hosts: ['esx-08'], pastes: [] }));
  await Promise.all([memory.forget('C1', '1.1'), again]);
  expect(await memory.recall('C1', '1.1')).toBeNull();
});

test('a direct message and the Home tab of one person are one room', async () => {
  const { threads: memory } = threads();
  const room = roomOf({ place: { channel: 'U1' }, user: 'U1' });
  const answer = memory.during(room, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await memory.remember('D1', ['1.1'], { hosts: ['esx-07'], pastes: [] });
  });
  const follow = memory.recall('D1', '1.1', roomOf({ place: { channel: 'D1' }, user: 'U1' }));
  expect(await follow).not.toBeNull();
  await answer;
});

test('a failure is kept for its own time, where there is one', async () => {
  let now = 0;
  let asked = 0;
  const fail = async () => {
    asked += 1;
    throw new Error('no');
  };
  const look = cached(
    fail,
    1_000,
    () => now,
    () => 100,
  );
  await expect(look('a')).rejects.toThrow('no');
  now = 99;
  await expect(look('a')).rejects.toThrow('no');
  expect(asked).toBe(1);
  now = 100;
  await expect(look('a')).rejects.toThrow('no');
  expect(asked).toBe(2);
});

test('a look-up is shared and kept for its time; a failure is not kept', async () => {
  let now = 0;
  let asked = 0;
  let fails = true;
  const look = cached(
    async (key) => {
      asked += 1;
      if (fails) throw new Error('no');
      return `${key}!`;
    },
    1_000,
    () => now,
  );
  await Promise.all([look('a'), look('a')].map((each) => expect(each).rejects.toThrow('no')));
  expect(asked).toBe(1);
  fails = false;
  expect(await look('a')).toBe('a!');
  expect(await look('a')).toBe('a!');
  expect(asked).toBe(2);
  now = 1_001;
  await look('a');
  expect(asked).toBe(3);
});
