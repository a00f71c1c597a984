import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { isOutputShaped } from '../../src/core/esxi/output-shape.ts';
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

const QUESTIONS = [
  ...SAMPLES.flatMap(({ ask }) => ask),
  'vmkping -I vmk2 172.20.1.9 fails',
  'ping 10.0.0.1',
  'route',
  'vmk0 10.1.1.1',
  '10.20.0.1',
  'what-if add 10.0.0.0/8 via 10.1.1.1',
  'I added a route for 10.80.0.0/16 via 10.50.7.1 but 10.80.1.9 still goes by vmk0',
];

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

describe('output without the word paste', () => {
  const rows = sample('shared-vmotion').trimEnd().split('\n');

  test('becomes the current host, and no row is answered on the one before', async () => {
    const { out, err } = await session('use provider', ...rows, 'route 10.31.8.9');
    expect(err).toBe('');
    expect(out).toContain('Read. esx-21: 2 vmkernel adapters');
    expect(out).toContain('10.31.8.9 is on a connected subnet: it is reached by vmk0');
    expect(out).not.toContain('From a paste of provider');
  });

  test('may begin in its middle, with rows alone', async () => {
    const { out } = await session('use provider', ...rows.filter((row) => /^vmk\d/.test(row)), 'state');
    expect(out).toContain('2 vmkernel adapters');
    expect(out).not.toContain('From a paste of provider');
  });

  test('ends with the input, and with a question', async () => {
    expect((await session(...rows)).out).toContain('Read. esx-21');
    expect((await session(...rows, 'which vmk does vMotion use')).out).toMatch(
      /Read\. esx-21[\s\S]*From a paste of esx-21/,
    );
  });

  test('of which nothing can be read says so and leaves the host', async () => {
    const { out, err } = await session('use provider', 'esxcfg-vmknic -l', 'show');
    expect(err).toContain('I recognise no line');
    expect(out).toContain(' 1  [root@provider:~] vmware -v');
  });

  test('on a terminal ends when no more of it arrives, heading and all; its last line may come with the Enter key', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const out = sink();
    const stream = Object.assign(out.stream, { isTTY: true, columns: 100 });
    const ended = shell({ out: stream, err: stream, env: { NO_COLOR: '1' } }, input);
    const give = async (text: string) => {
      input.write(text);
      await new Promise((done) => setTimeout(done, 600));
    };
    await give('use provider\r');
    await give(`From: somebody\r${rows.slice(0, -1).join('\r')}\r${rows.at(-1)}`);
    expect(out.text()).toContain('Read. esx-21: 2 vmkernel adapters');
    await give('\r');
    await give('quit\r');
    input.end();
    expect(await ended).toBe(0);
    expect(out.text()).not.toContain('understand');
    expect(out.text().match(/Read\. esx-21/g)).toHaveLength(2);
  });

  test.each(QUESTIONS)('is not what people ask: %s', (question) => {
    expect(isOutputShaped(question)).toBe(false);
  });
});

test('compares the current host with another', async () => {
  expect((await session('use shared-vmotion', 'compare multi-stack')).out).toMatch(/A is\s+esx-21, /);
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
