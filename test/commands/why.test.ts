import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { json, sample, typed } from '../support/terminal.ts';

test('understands the question and says what cannot be told', async () => {
  const { exit, json: answer } = await json(['why', 'why does vMotion use vmk0'], sample('shared-vmotion'));
  expect(exit).toBe(0);
  expect(answer).toMatchObject({
    schema: 'vmkbot/why/1',
    question: { kind: 'service-adapter', service: 'vmotion', vmknic: 'vmk0', destination: null },
    premise: 'cannot-tell',
    findings: expect.arrayContaining(['shared-subnet']),
  });
});

test('the verb may be the first word of the question', async () => {
  const quoted = await json(['why', 'why does vMotion use vmk0'], sample('shared-vmotion'));
  const unquoted = await json('why does vMotion use vmk0'.split(' '), sample('shared-vmotion'));
  expect(unquoted).toEqual(quoted);
});

test('answers in order: what happens, how sure, what to do, the lines', async () => {
  const { out } = await typed(['why', 'why can’t 172.20.40.0/24 reach vmk1'], sample('provider'));
  const at = ['What happens', 'How sure', 'What to do', 'To prove it', 'Lines of the output', 'Sources'].map((each) =>
    out.indexOf(each),
  );
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(Math.min(...at)).toBeGreaterThan(0);
});

test('a question that is not understood names the nearest one', async () => {
  const { exit, json: problem } = await json(['why', 'who painted the ceiling'], sample('provider'));
  expect([exit, problem.code]).toEqual([2, 'not-understood']);
  expect(problem.next).toContain('why does vMotion use vmk0');
});

test('a question that is not understood is told what the output shows all the same', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vmkbot-test-'));
  const asked = async (text: string) => {
    await writeFile(path.join(folder, 'given.txt'), text);
    return json(['why', 'who painted the ceiling', '--from', path.join(folder, 'given.txt')]);
  };
  const { exit, json: problem } = await asked(sample('shared-vmotion'));
  const { json: nothing } = await asked('no output of a host');
  await rm(folder, { recursive: true });
  expect([exit, problem.code]).toEqual([2, 'not-understood']);
  expect(problem.message).toContain('who painted the ceiling');
  expect(problem.next).toMatch(/^In the output .*vmk0 and vmk1 .*`check` with the same `--from`.*The nearest question/);
  expect([nothing.code, nothing.next]).toEqual(['not-understood', expect.stringMatching(/^The nearest question/)]);
});

test('an adapter the host does not have is answered', async () => {
  const { json: answer } = await json(['why', 'why does vMotion use vmk7'], sample('shared-vmotion'));
  expect(answer.premise).toBe('does-not-hold');
});

test('an order is told that nothing is changed, and is not asked again as a question', async () => {
  const { exit, json: problem } = await json(['why', 'ping', '10.0.0.1'], sample('provider'));
  expect([exit, problem.code]).toEqual([2, 'not-understood']);
  expect(problem.next).toContain('I send nothing');
});

test('of several hosts the one that the question names is answered first', async () => {
  const log = (host: string, stop: string) =>
    `[root@${host}:~] cat /var/log/vmksummary.log\n2021-03-05T01:00:01Z heartbeat: up 12d1h2m3s, 4 VMs; [[]] []\n${stop}2021-03-05T02:07:12Z bootstop: Host has booted\n`;
  const halted = '2021-03-05T02:00:01Z bootstop: Host is halting\n';
  const text = `${log('esx-07', halted)}${log('esx-08', '')}${log('esx-09', halted)}`;
  const { json: answer } = await json(['why', 'who', 'rebooted', 'ESX-08?'], text);
  expect(answer.hosts.map(({ host }: { host: string }) => host)).toEqual(['esx-08', 'esx-07', 'esx-09']);
  expect([answer.host, answer.answer]).toEqual(['esx-08', answer.hosts[0].answer]);
  const { out } = await typed(['why', 'who', 'rebooted', 'esx-08?'], text);
  expect(out.replaceAll('\n', ' ')).toMatch(/^esx-08: The host lost power .* The other 2 hosts are answered below\./);
  expect((await typed(['why', 'who rebooted the host'], text)).out).toMatch(/^3 hosts were read/);
});
