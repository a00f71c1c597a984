import { describe, expect, test } from 'vitest';
import { pageSharingSalt, SALTING } from '../../src/core/rules/page-sharing-salt.ts';
import { sharingOf } from '../../src/core/sharing.ts';
import { host, type Part, proof } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const line = (entry: object, number: number) =>
  Object.fromEntries(Object.entries(proof(entry, SALTING)).map(([key, each]) => [key, { ...each, line: number }]));

function salting(forceSalting: number): Part {
  return { pageSharing: { forceSalting, evidence: line({ forceSalting }, 1) } };
}

function machine(name: string, salt?: string): Part {
  const entry = { name, ...(salt !== undefined && { salt }) };
  return { machines: [{ ...entry, evidence: line(entry, 2) }] };
}

testRule(pageSharingSalt, {
  fine: {
    'the default': host(salting(2)),
    'the default, with one salt on two machines': host(salting(2), machine('web1', 'shop'), machine('web2', 'shop')),
  },
  found: {
    'all share': [host(salting(0)), { forceSalting: 0, ignored: [] }, { severity: 'risk', certainty: 'documented' }],
    'all share although machines carry salts': [
      host(salting(0), machine('web1', 'shop'), machine('bank', 'bank')),
      { ignored: ['web1', 'bank'] },
    ],
    'those without a salt share': [
      host(salting(1), machine('web1', 'shop')),
      { forceSalting: 1 },
      { severity: 'note' },
    ],
  },
  notChecked: { 'the option was not read': [host(machine('web1', 'shop')), [SALTING]] },
});

describe('who shares with whom', () => {
  const machines = [
    { name: 'web1', salt: 'shop', evidence: {} },
    { name: 'web2', salt: 'shop', evidence: {} },
    { name: 'bank', salt: 'bank', evidence: {} },
    { name: 'a', evidence: {} },
    { name: 'b', evidence: {} },
  ];

  test('2: only those of one salt', () => {
    expect(sharingOf(2, machines)).toEqual({
      sets: [{ salt: 'shop', machines: ['web1', 'web2'] }],
      ignored: [],
      alone: ['bank', 'a', 'b'],
    });
  });

  test('1: those of one salt, and those without any', () => {
    expect(sharingOf(1, machines)).toEqual({
      sets: [
        { salt: 'shop', machines: ['web1', 'web2'] },
        { salt: null, machines: ['a', 'b'] },
      ],
      ignored: [],
      alone: ['bank'],
    });
  });

  test('0: all, and salts have no effect', () => {
    expect(sharingOf(0, machines)).toEqual({
      sets: [{ salt: null, machines: ['web1', 'web2', 'bank', 'a', 'b'] }],
      ignored: ['web1', 'web2', 'bank'],
      alone: [],
    });
  });

  test('another value: nothing is known', () => {
    expect(sharingOf(3, machines)).toBeNull();
  });
});
