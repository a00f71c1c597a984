import { expect, test } from 'vitest';
import { type Approval, requested } from '../../src/core/approvals/approval.ts';
import { type Refusal, refusalWords } from '../../src/core/approvals/refusal.ts';
import { type Event, step } from '../../src/core/approvals/step.ts';

const request = requested({
  ...{ id: 'c-1', host: 'esx-07', kind: 'route', digest: 'sha256:a', asker: 'U0', askedAt: 0, expires: 100 },
  ...{ quorum: 1, needsReason: false, needsCode: false },
});

const confirm = (more: Partial<Extract<Event, { kind: 'confirm' }>> = {}): Event => ({
  ...{ kind: 'confirm', by: 'U1', at: 5, digest: 'sha256:a', may: 'yes', reason: null, code: 'none' },
  ...more,
});

const refusal = (approval: Approval, event: Event): string => {
  const stepped = step(approval, event);
  return stepped.kind === 'refused' ? stepped.refusal.code : stepped.approval.state;
};

const confirmed = (approval: Approval = request): Approval => {
  const stepped = step(approval, confirm());
  if (stepped.kind === 'refused') throw new Error(stepped.refusal.code);
  return stepped.approval;
};

test.each<[string, Event]>([
  ['own-request', confirm({ by: 'U0' })],
  ['not-an-operator', confirm({ may: 'no' })],
  ['membership-unknown', confirm({ may: 'unknown' })],
  ['plan-changed', confirm({ digest: 'sha256:b' })],
  ['too-late', confirm({ at: 100 })],
  ['not-the-asker', { kind: 'cancel', by: 'U1', at: 5 }],
  ['own-request', { kind: 'reject', by: 'U0', at: 5, may: 'yes', reason: null }],
  ['not-an-operator', { kind: 'reject', by: 'U9', at: 5, may: 'no', reason: null }],
  ['not-yet-late', { kind: 'expire', at: 99 }],
  ['expired', { kind: 'expire', at: 100 }],
  ['not-confirmed', { kind: 'claim', holder: 'p', fence: 1, at: 5, digest: 'sha256:a' }],
  ['already-settled', { kind: 'progress', fence: 1, at: 5, to: 'arming' }],
])('%s', (code, event) => {
  expect(refusal(request, event)).toBe(code);
});

test('one person does not count twice, also where policy says so', () => {
  const two = confirmed({ ...request, quorum: 2 });
  expect(refusal(two, confirm())).toBe('twice-the-same');
  expect(refusal(two, { kind: 'claim', holder: 'p', fence: 1, at: 6, digest: 'sha256:a' })).toBe('not-confirmed');
});

test('a policy that forgets a second person gets one', () => {
  for (const quorum of [0, -1, Number.NaN, 0.5]) {
    const lax = requested({ ...request, quorum });
    expect(lax.quorum).toBe(1);
    expect(refusal(lax, { kind: 'claim', holder: 'p', fence: 1, at: 5, digest: 'sha256:a' })).toBe('not-confirmed');
  }
});

test('a reason and a code are asked for where policy wants them', () => {
  const strict = { ...request, needsReason: true, needsCode: true };
  expect(refusal(strict, confirm({ reason: ' ' }))).toBe('reason-needed');
  expect(refusal(strict, confirm({ reason: 'seen' }))).toBe('code-needed');
  expect(refusal(strict, confirm({ reason: 'seen', code: 'wrong' }))).toBe('code-wrong');
  expect(refusal(strict, confirm({ reason: 'seen', code: 'used' }))).toBe('code-used');
  expect(refusal(strict, confirm({ reason: 'seen', code: 'right' }))).toBe('pending');
});

test('a change that is confirmed is claimed by one, in time, for the plan that was shown', () => {
  const claim = (more: object = {}) =>
    ({ kind: 'claim', holder: 'p', fence: 1, at: 6, digest: 'sha256:a', ...more }) as Event;
  expect(refusal(confirmed(), claim())).toBe('applying');
  expect(refusal(confirmed(), claim({ digest: 'sha256:b' }))).toBe('plan-changed');
  expect(refusal(confirmed(), claim({ at: 100 }))).toBe('too-late');
  const taken = step(confirmed(), claim());
  if (taken.kind === 'refused') throw new Error(taken.refusal.code);
  expect(refusal(taken.approval, claim())).toBe('claim-lost');
  expect(refusal(taken.approval, confirm({ by: 'U2' }))).toBe('already-settled');
});

test('every refusal is one or two plain sentences', () => {
  const all: Refusal[] = [
    ...(
      [
        'own-request',
        'not-an-operator',
        'membership-unknown',
        'not-the-asker',
        'twice-the-same',
        'plan-changed',
      ] as const
    ).map((code) => ({ code })),
    ...(['reason-needed', 'code-needed', 'code-wrong', 'not-confirmed', 'not-yet-late', 'claim-lost'] as const).map(
      (code) => ({ code }),
    ),
    { code: 'too-late', expires: 100 },
    { code: 'already-settled', state: 'applying', by: 'U1' },
    { code: 'out-of-order', from: 'armed', next: 'verified' },
  ];
  const named = { operators: '@netops, @storage', who: (by: string) => `<${by}>`, when: () => '14:32' };
  for (const each of all) {
    expect(refusalWords(each, named), each.code).toMatch(/^[A-Z][^!]*\.$/);
    expect(refusalWords(each, named)).not.toMatch(/undefined|null|please|sorry/i);
  }
  expect(refusalWords({ code: 'own-request' }, named)).toContain('Operators here: @netops, @storage.');
});
