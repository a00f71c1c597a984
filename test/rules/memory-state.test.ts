import { describe, expect, test } from 'vitest';
import type { MachineMemory, Memory } from '../../src/core/esxi/memory-state.ts';
import { judgeMemory, reckonedMinFree } from '../../src/core/memory.ts';
import { memoryState } from '../../src/core/rules/memory-state.ts';
import { judge } from '../../src/core/rules/rule.ts';
import { esxi, host, type Part, proof } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

function memory(entry: Omit<Memory, 'evidence' | 'machines'>, ...machines: Omit<MachineMemory, 'evidence'>[]): Part {
  return {
    memory: {
      ...entry,
      ...(machines.length > 0 && {
        machines: machines.map((each) => ({ ...each, evidence: lines(proof(each, 'esxtop')) })),
      }),
      evidence: lines(proof(entry, 'esxtop')),
    },
  };
}

/** Lines are given to lists alone, so a single entry brings its own. */
const lines = (shown: ReturnType<typeof proof>) =>
  Object.fromEntries(Object.entries(shown).map(([key, each], i) => [key, { ...each, line: i + 1 }]));

const roomy = { totalMb: 98_292, freeMb: 36_971, minFreeMb: 1595, state: 'high' } as const;
const bank = { name: 'bank-db', sizeMb: 8192, balloonedMb: 512, balloonTargetMb: 512, swappedMb: 0 };
const limited: Part = {
  machines: [{ name: 'bank-db', memoryMb: 8192, limitMb: 6144, evidence: lines(proof({ limitMb: 6144 }, 'cat')) }],
};

testRule(memoryState, {
  fine: {
    'plenty of memory': host(esxi('5.5.0'), memory(roomy)),
    'machines without a balloon': host(memory(roomy, { ...bank, balloonedMb: 0, balloonTargetMb: 0 })),
    'clear: large pages are broken, nothing is taken': host(
      esxi('7.0.3'),
      memory({ totalMb: 65_398, freeMb: 1100, minFreeMb: 1265, state: 'clear' }),
    ),
    'below 100 % on 5.5, where there is no clear': host(
      esxi('5.5.0'),
      memory({ totalMb: 65_398, freeMb: 1100, minFreeMb: 1265 }),
    ),
  },
  found: {
    'a host in soft state': [
      host(esxi('7.0.3'), memory({ totalMb: 65_398, freeMb: 779, minFreeMb: 1265, state: 'soft' }, bank)),
      { kind: 'short', state: 'soft', freePercent: 62, machines: ['bank-db'], balloonedMb: 512 },
      { severity: 'risk', certainty: 'reported' },
    ],
    'a host in low state': [
      host(esxi('5.5.0'), memory({ freeMb: 150, minFreeMb: 1265, state: 'low' })),
      { kind: 'short', state: 'low' },
      { severity: 'error' },
    ],
    'the state reckoned from free memory, minFree too': [
      host(esxi('6.7.0'), memory({ totalMb: 65_398, freeMb: 300 })),
      { kind: 'short', state: 'hard', minFreeMb: 1266, freePercent: 24 },
      { severity: 'error', certainty: 'inferred' },
    ],
    'the number of a batch on 5.5': [
      host(esxi('5.5.0'), memory({ freeMb: 779, minFreeMb: 1265, stateNumber: 1, samples: 3 })),
      { kind: 'short', state: 'soft' },
      { certainty: 'inferred' },
    ],
    'ballooning with plenty free: no shortage of the host': [
      host(esxi('7.0.3'), memory(roomy, bank)),
      { kind: 'taken-without-shortage', machines: ['bank-db'], balloonedMb: 512, limits: [] },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'a limit below the size': [
      host(esxi('7.0.3'), memory(roomy, bank), limited),
      { kind: 'taken-without-shortage', limits: ['bank-db may have 6144 MB of its 8192 MB'] },
      { severity: 'risk' },
    ],
    'a balloon that is being let out': [
      host(memory(roomy, { ...bank, balloonTargetMb: 0 })),
      { kind: 'taken-without-shortage', ending: true },
      { severity: 'note' },
    ],
    'swap left by an earlier shortage': [
      host(memory(roomy, { ...bank, balloonedMb: 0, balloonTargetMb: 0, swappedMb: 300 })),
      { kind: 'taken-without-shortage', swappedMb: 300 },
      { severity: 'note' },
    ],
  },
  notChecked: {
    'a state and numbers that exclude each other': [
      host(esxi('5.5.0'), memory({ freeMb: 101_132, minFreeMb: 2612, state: 'soft' })),
      ['esxtop'],
    ],
    'clear with 27 % of minFree': [host(memory({ freeMb: 700, minFreeMb: 2612, state: 'clear' }, bank)), ['esxtop']],
    'rows alone, without the lines above them': [host(memory({}, bank)), ['esxtop']],
  },
});

test('what only the host sums up is not laid on a machine', () => {
  const rows = { name: 'sql01', sizeMb: 32_768, swappedMb: 412 };
  const [found] = judge(
    memoryState,
    host(memory({ freeMb: 1132, minFreeMb: 2612, state: 'soft', balloonedMb: 4096, swappedMb: 412 }, rows)),
  ).findings;
  expect(found!.problem).toContain('4096 MB are ballooned on the host, 412 MB are swapped of sql01.');
});

describe('how short', () => {
  const judged = (version: string | null, entry: Omit<Memory, 'evidence'>) =>
    judgeMemory({ ...entry, evidence: {} }, host(...(version === null ? [] : [esxi(version)])));

  test.each([
    ['5.5.0', 70, 'high'],
    ['6.0.0', 70, 'clear'],
    [null, 70, null],
    ['6.0.0', 350, null],
    ['6.0.0', 450, 'high'],
    ['5.5.0', 350, 'high'],
    [null, 50, 'soft'],
    [null, 10, 'low'],
  ] as const)('on %s, %d %% of minFree is %s', (version, percent, state) => {
    expect(judged(version, { freeMb: percent * 10, minFreeMb: 1000 })).toMatchObject({ state, freePercent: percent });
  });

  test('a number of a batch is not read as a state where its meaning is not known', () => {
    expect(judged('7.0.3', { stateNumber: 1 }).state).toBeNull();
    expect(judged('7.0.3', { stateNumber: 0 }).state).toBe('high');
  });

  test('minFree: 899 MB for 28 GB, 1 % of the rest', () => {
    expect([16_384, 28_672, 65_398, 98_292].map(reckonedMinFree)).toEqual([899, 899, 1266, 1595]);
  });
});
