import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matrixLines } from '../../src/core/chart.ts';
import { compare } from '../../src/core/compare/compare.ts';
import { compareGroup, type GroupHost } from '../../src/core/compare/group.ts';
import { describeGroup } from '../../src/core/describe/group-comparison.ts';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { GroupComparison } from '../../src/core/schemas/group-comparison.ts';
import { esxi, host, portgroup, route, vmk } from '../support/host.ts';

interface Ways {
  readonly vlan?: number;
  readonly mtu?: number;
  readonly tagged?: boolean;
  readonly net?: number;
}

function member(n: number, { vlan = 20, mtu = 9000, tagged = true, net = 2 }: Ways = {}): GroupHost {
  const state: HostState = host(
    esxi('7.0.3', { name: `esx-${n}` }),
    vmk('vmk0', `10.1.1.${n}/24`, { services: ['management'], tagsRead: true, mtu: 1500, portgroup: 'Mgmt' }),
    vmk('vmk1', `10.1.${net}.${n}/24`, {
      services: tagged ? ['vmotion'] : [],
      tagsRead: true,
      mtu,
      portgroup: 'Motion',
    }),
    route('10.1.1.0/24', null, 'vmk0'),
    route(`10.1.${net}.0/24`, null, 'vmk1'),
    route('default', '10.1.1.254', 'vmk0'),
    portgroup('Mgmt', 10),
    portgroup('Motion', vlan),
  );
  return { host: `esx-${n}`, state };
}

const group = (n: number, ways: Readonly<Record<number, Ways>> = {}) =>
  Array.from({ length: n }, (_, i) => member(i + 1, ways[i + 1]));

const words = (hosts: readonly GroupHost[]) => describeGroup(compareGroup(hosts), hosts);

describe('who can vMotion to whom', () => {
  test('alike hosts are one group, and nothing is left to tell', () => {
    const comparison = compareGroup(group(6));
    expect(comparison).toMatchObject({ pairs: { total: 15, yes: 15, no: 0 }, relations: [], matrix: [['yes']] });
    expect(words(group(6)).headline.text).toContain('All 15 pairs of 6 hosts can vMotion');
  });

  test('one host in another VLAN cannot with any other, and its reason is told once', () => {
    const comparison = compareGroup(group(6, { 4: { vlan: 21 } }));
    expect(comparison.groups).toEqual([['esx-1', 'esx-2', 'esx-3', 'esx-5', 'esx-6'], ['esx-4']]);
    expect(comparison.matrix).toEqual([
      ['yes', 'no'],
      ['no', null],
    ]);
    expect(comparison.relations).toMatchObject([
      { groups: [1, 2], pairs: 5, verdict: 'no', example: ['esx-1', 'esx-4'], why: expect.stringContaining('VLAN 21') },
    ]);
    expect(comparison.relations[0]!.steps.flatMap(({ evidence }) => evidence).length).toBeGreaterThan(0);
  });

  test('two hosts in the other VLAN can with each other', () => {
    const { groups, matrix } = compareGroup(group(6, { 4: { vlan: 21 }, 5: { vlan: 21 } }));
    expect(groups).toEqual([
      ['esx-1', 'esx-2', 'esx-3', 'esx-6'],
      ['esx-4', 'esx-5'],
    ]);
    expect(matrix[1]).toEqual(['no', 'yes']);
  });

  test('hosts that fail for different reasons are not put together', () => {
    const { groups, relations } = compareGroup(group(5, { 2: { tagged: false }, 3: { vlan: 21 } }));
    expect(groups).toHaveLength(3);
    expect(new Set(relations.map(({ why }) => why.replace(/esx-\d/g, '#'))).size).toBeGreaterThan(1);
  });

  test('hosts that differ in anything that is told of them are not put together', () => {
    const { groups, relations } = compareGroup(group(5, { 3: { vlan: 21 }, 4: { vlan: 21, mtu: 1500 } }));
    expect(groups).toEqual([['esx-1', 'esx-2', 'esx-5'], ['esx-3'], ['esx-4']]);
    const others = relations.map(({ steps }) => steps.some(({ text }) => text.includes('has MTU')));
    expect(others).toEqual([false, true, true]);
    expect(JSON.stringify(relations)).not.toContain('because');
  });

  test('what a host is called is no reason', () => {
    const named = [member(1), member(2), member(3, { vlan: 21 }), member(4, { vlan: 22 })].map((each, i) => ({
      ...each,
      host: ['vMotion', 'no', '21', '22'][i]!,
    }));
    expect(compareGroup(named).groups).toEqual([['vMotion', 'no'], ['21'], ['22']]);
  });

  test('an address given twice concerns its pair alone', () => {
    const doubled = { host: 'esx-9', state: { ...member(3).state, host: { name: 'esx-9', evidence: {} } } };
    const comparison = compareGroup([...group(4), doubled]);
    expect(comparison.pairs.no).toBe(1);
    expect(comparison.relations[0]).toMatchObject({ pairs: 1, why: expect.stringContaining('same address') });
  });

  test('risk and what is not known are told apart, the gravest first', () => {
    const bare: GroupHost = { host: 'esx-7', state: host(esxi('7.0.3', { name: 'esx-7' })) };
    const { relations, pairs } = compareGroup([...group(4, { 2: { mtu: 1500 } }), bare]);
    expect(pairs).toMatchObject({ total: 10, risk: 3, 'cannot-tell': 4, yes: 3 });
    expect(relations.map(({ verdict }) => verdict)).toEqual(['risk', 'cannot-tell', 'cannot-tell']);
    expect(relations.at(-1)!.missing.length).toBeGreaterThan(0);
  });
});

test('the picture has a sign for each two, the table a row a group', () => {
  const [picture, table] = words(group(4, { 4: { vlan: 21 } })).sections;
  expect(picture!.blocks[1]).toEqual({
    kind: 'matrix',
    matrix: {
      heads: '1112',
      rows: [
        { label: 'esx-1', signs: '\\..x' },
        { label: 'esx-2', signs: '.\\.x' },
        { label: 'esx-3', signs: '..\\x' },
        { label: 'esx-4', signs: 'xxx\\' },
      ],
      rest: null,
    },
  });
  expect(table!.blocks[0]).toMatchObject({
    header: ['group', 'hosts', 'with 1', 'with 2'],
    rows: [
      ['1', 'esx-1, esx-2 and esx-3', 'yes', 'no'],
      ['2', 'esx-4', 'no', '-'],
    ],
  });
});

test('a group that the table cuts short is told in whole at the end', () => {
  const reply = words(group(30, { 4: { vlan: 21 } }));
  const all = JSON.stringify(reply.afterEvidence);
  for (let n = 1; n <= 30; n++) expect(new RegExp(`esx-${n}\\b`).test(all), `esx-${n}`).toBe(n !== 4);
  expect(words(group(4)).afterEvidence).toEqual([]);
});

test('200 hosts, each its own way: the reasons and the picture are bounded, the counts are whole', () => {
  const hosts = group(
    200,
    Object.fromEntries(Array.from({ length: 200 }, (_, i) => [i + 1, { vlan: (i % 150) + 1, mtu: 1500 + i }])),
  );
  const comparison = compareGroup(hosts);
  expect(comparison.pairs.total).toBe(19_900);
  expect(comparison.relations).toHaveLength(200);
  expect(comparison.more).toBeGreaterThan(10_000);
  const reply = describeGroup(comparison, hosts);
  expect(reply.sections.length).toBeLessThan(20);
  expect(JSON.stringify(reply.sections[0]).length).toBeLessThan(6_000);
  expect(GroupComparison.safeParse(JSON.parse(JSON.stringify(comparison))).error).toBeUndefined();
}, 60_000);

test('whatever the hosts are, a group says of each pair what a comparison of the two says', () => {
  const way = fc.record({
    vlan: fc.constantFrom(20, 21),
    mtu: fc.constantFrom(1500, 9000),
    tagged: fc.boolean(),
    net: fc.constantFrom(2, 3),
  });
  fc.assert(
    fc.property(fc.array(way, { minLength: 3, maxLength: 7 }), (ways) => {
      const hosts = ways.map((each, i) => member(i + 1, each));
      const { groups, matrix, pairs, relations } = compareGroup(hosts);
      const groupOf = (name: string | number) => groups.findIndex((each) => each.includes(name));
      let no = 0;
      for (const [i, a] of hosts.entries()) {
        for (const b of hosts.slice(i + 1)) {
          const { verdict } = compare(a.state, b.state).purposes[0]!;
          expect(matrix[groupOf(a.host)]![groupOf(b.host)]).toBe(verdict);
          if (verdict === 'no') no += 1;
        }
      }
      expect(pairs.no).toBe(no);
      expect(relations.filter(({ verdict }) => verdict === 'no').reduce((sum, each) => sum + each.pairs, 0)).toBe(no);
    }),
    { numRuns: 60 },
  );
});

test('a picture keeps to its width: labels give way, signs do not', () => {
  const hosts = group(30).map((each, i) => ({ ...each, host: `esx-of-a-rather-long-name-${i}` }));
  const [block] = words(hosts).sections[0]!.blocks.slice(1);
  const lines = block?.kind === 'matrix' ? matrixLines(block.matrix, 48) : [];
  expect(lines).toHaveLength(31);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(48);
  expect(lines.at(-1)).toMatch(/^esx-of-.*~ {2}\.{29}\\$/);
});
