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

test('an adapter the host does not have is answered', async () => {
  const { json: answer } = await json(['why', 'why does vMotion use vmk7'], sample('shared-vmotion'));
  expect(answer.premise).toBe('does-not-hold');
});
