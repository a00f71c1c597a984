import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { SAMPLES } from '../../src/samples/index.ts';
import { shell } from '../../src/terminal/shell.ts';
import { sample, sink } from '../support/terminal.ts';

async function session(...lines: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const out = sink();
  const err = sink();
  const streams = { out: out.stream, err: err.stream, env: {} };
  const exit = await shell(streams, Readable.from([`${lines.join('\n')}\n`]));
  return { exit, out: out.text(), err: err.text() };
}

test('lists the sample hosts and what to type', async () => {
  const { exit, out, err } = await session('quit');
  expect([exit, err]).toEqual([0, '']);
  for (const { name, about } of SAMPLES) expect(out).toContain(`${name.padEnd(14)}  ${about}`);
});

test.each(SAMPLES)('what $name suggests to type is answered', async ({ name, ask }) => {
  const { out, err } = await session(`use ${name}`, ...ask);
  expect(err).toBe('');
  expect(out.match(/^From a paste/gm)).toHaveLength(ask.length);
});

test('takes a plain question, with an apostrophe, as why', async () => {
  const { out } = await session('use provider', "how come 172.20.40.7 can't talk to vmk1");
  expect(out).toContain('Replies to 172.20.40.7 leave by vmk0');
});

test('a paste becomes the current host', async () => {
  const { out, err } = await session('paste', ...sample('shared-vmotion').split('\n'), '.', 'route 10.31.8.9');
  expect(err).toBe('');
  expect(out).toContain('Read. esx-21: 2 vmkernel adapters');
  expect(out).toContain('10.31.8.9 is on a connected subnet: it is reached by vmk0');
});

test('a paste that ends with the input is read too', async () => {
  expect((await session('paste', sample('multi-stack'))).out).toContain('Read. esx-81');
});

test('a paste that says nothing leaves the host as it was', async () => {
  const { out, err } = await session('use provider', 'paste', 'hello', '.', 'show');
  expect(err).toContain('I recognise no line');
  expect(out).toContain(' 1  [root@provider:~] vmware -v');
});

test('compares the current host with another', async () => {
  expect((await session('use shared-vmotion', 'compare multi-stack')).out).toContain('esx-21 and esx-81:');
});

test.each([
  ['check', 'No host is chosen.'],
  ['show', 'No host is chosen.'],
  ['use provder', 'Did you mean `provider`?'],
  ['rout 10.0.0.1', 'Did you mean `route`?'],
  ['use provider\nwhy is the sky blue', 'The nearest question that I understand'],
])('%s is answered with a next step, and the session goes on', async (line, sentence) => {
  const { exit, out, err } = await session(line, 'hosts', 'quit');
  expect(exit).toBe(0);
  expect(err).toContain(sentence);
  expect(out.match(/^ {2}multi-stack/gm)).toHaveLength(2);
});
