import { describe, expect, test } from 'vitest';
import { parse, split, straighten } from '../../src/command.ts';
import { nearest } from '../../src/nearest.ts';
import { json, sample, typed } from '../support/terminal.ts';

const VERBS = ['why', 'check', 'route', 'what-if'];

describe('words', () => {
  test.each([
    ['“why does vMotion use vmk0”', '"why does vMotion use vmk0"'],
    ['why can’t', "why can't"],
    ['—json', '--json'],
    ['–json', '--json'],
    ['what–if', 'what-if'],
    ['–', '-'],
    ['10.0.0.1\u00a0now', '10.0.0.1 now'],
  ])('%s is typed as %s', (given, meant) => {
    expect(straighten(given)).toBe(meant);
  });

  test.each([
    ['route 10.0.0.1 --stack vmotion', ['route', '10.0.0.1', '--stack', 'vmotion']],
    ['what-if “add 10.9.0.0/16 via 10.0.0.1”', ['what-if', 'add 10.9.0.0/16 via 10.0.0.1']],
    ["why can't 10.0.0.1 reach vmk1's subnet", ['why', "can't", '10.0.0.1', 'reach', "vmk1's", 'subnet']],
    ['why "unfinished', ['why', '"unfinished']],
    ['   ', []],
  ])('%s', (line, words) => {
    expect(split(line)).toEqual(words);
  });
});

describe('options', () => {
  test('stand anywhere and may repeat where that has a meaning', () => {
    expect(
      parse(['--json', 'route', '--from', 'a', '1.2.3.4', '--from=b', '--stack', 'x', '--out', 'vmk1'], VERBS),
    ).toEqual({
      verb: 'route',
      words: ['1.2.3.4'],
      from: ['a', 'b'],
      json: true,
      help: false,
      stack: 'x',
      out: 'vmk1',
    });
  });

  test('words that begin with one dash belong to the question', () => {
    expect(parse(['why', 'ping', '-d', 'fails'], VERBS).words).toEqual(['ping', '-d', 'fails']);
  });

  test.each([
    [['route', '--form', 'x'], 'Did you mean --from?'],
    [['route', '1.2.3.4', '--from'], 'For example --from capture.txt'],
    [['route', '--from', '--stack', 'vmotion'], 'For example --from capture.txt'],
    [['check', '--fail-on', 'warning'], 'Use --fail-on error or --fail-on risk.'],
    [['route', '--stack', 'a', '--stack', 'b'], 'For example --stack vmotion.'],
    [['route', '--out', 'eth0'], 'For example --out vmk1.'],
    [['chekc'], 'Did you mean `check`?'],
    [['whatif'], 'Did you mean `what-if`?'],
    [['zzzzzzzz'], 'The verbs: '],
    [['check', '--stack', 'vmotion'], 'See vmkbot help check.'],
    [['check', 'esx-07'], '--from FILE'],
    [['route', 'esx-07', '10.0.0.1'], '--from FILE'],
    [['route'], 'vmkbot route 10.0.5.9'],
    [['check'], '--from FILE'],
  ])('%j is refused with a next step', async (words, next) => {
    const { exit, out, err } = await typed(words);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toContain(next);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('without a verb tells what there is', async () => {
    expect((await typed([])).out).toContain('Verbs');
    expect((await typed(['--version'])).out).toMatch(/^vmkbot \d+\.\d+\.\d+\n$/);
  });
});

describe('input that says nothing', () => {
  test.each([
    ['', 'There is no text in this.'],
    [' \n\t\n', 'There is no text in this.'],
    ['PK\u0003\u0004\u0000\u0000\u0001', 'There is binary data in this'],
    ['router# show ip route\nGateway of last resort is not set\n', 'I recognise no line of this'],
    ['The time and date of this login have been sent to the system logs.\n', 'I recognise no line of this'],
  ])('%j', async (text, sentence) => {
    const { exit, err } = await typed(['state'], text);
    expect(exit).toBe(1);
    expect(err).toContain(sentence);
    expect(err).toContain('esxcfg-vmknic -l');
    expect(await json(['check'], text)).toMatchObject({
      exit: 1,
      json: { schema: 'vmkbot/problem/1', code: 'nothing-recognised' },
    });
  });

  test('more hosts than anybody reads an answer for are refused with the number', async () => {
    const hosts = (count: number) =>
      Array.from({ length: count }, (_, i) => `[root@h${i}:~] vmware -v\nVMware ESXi 7.0.3 build-20328353\n`).join('');
    expect(await json(['check'], hosts(201))).toMatchObject({
      exit: 1,
      json: { schema: 'vmkbot/problem/1', code: 'too-many-hosts', message: expect.stringContaining('201 hosts') },
    });
    expect((await typed(['check'], hosts(201))).err).toContain('Cut it by host');
    expect((await typed(['state'], hosts(200))).exit).toBe(0);
  });

  test('one bad capture of two is named', async () => {
    const { exit, err } = await typed(['compare'], sample('provider'), 'nothing');
    expect([exit, err]).toEqual([1, expect.stringContaining('capture-2.txt')]);
  });
});

test('with --json a problem is the one object on standard output and a sentence on standard error', async () => {
  const { exit, out, err } = await typed(['rout', '--json']);
  expect(exit).toBe(2);
  expect(Object.keys(JSON.parse(out))).toEqual(['schema', 'code', 'message', 'next']);
  expect(err).toContain('Did you mean `route`?');
});

test.each([
  ['rout', 'route'],
  ['cehck', 'check'],
  ['wy', 'why'],
  ['xylophone', undefined],
  ['a'.repeat(1000), undefined],
])('%s is near %s', (word, expected) => {
  expect(nearest(word, VERBS)).toBe(expected);
});
