import { describe, expect, test } from 'vitest';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { rule } from '../../src/core/rules/rule.ts';
import { host, iscsi, vmk } from '../support/host.ts';

const said = { problem: 'It is so.', why: 'It is known.', todo: 'Change it.' };
const plain = { title: 'A rule', certainty: 'documented', sources: ['NET80'] } as const;
const IP_GET = 'esxcli network ip interface ipv4 get';

const aboutEachAdapter = (id: string, severity: 'error' | 'risk' | 'note', follows: readonly string[] = []) =>
  rule({
    ...plain,
    id,
    severity,
    follows,
    needs: [{ section: 'vmknics', command: IP_GET }],
    check: ({ vmknics }) =>
      vmknics.map(({ name, netstack, evidence }) => ({
        facts: { netstack, vmknics: [name] },
        evidence: [evidence.ipv4!],
      })),
    explain: () => said,
  });

describe('diagnose', () => {
  const one = host(vmk('vmk0', '10.6.0.5/24'));
  const two = host(vmk('vmk0', '10.6.0.5/24'), vmk('vmk1', '10.6.1.5/24'));

  test('a rule whose section was not captured is reported with its command, not passed over', () => {
    expect(diagnose(host(), [aboutEachAdapter('a', 'error')])).toEqual({
      findings: [],
      notChecked: [{ rule: 'a', needs: [IP_GET] }],
    });
  });

  test('a captured empty section was checked', () => {
    expect(diagnose({ ...host(), vmknics: [] }, [aboutEachAdapter('a', 'error')])).toEqual({
      findings: [],
      notChecked: [],
    });
  });

  test('one of several sections is enough, none asks for each', () => {
    const either = rule({
      ...plain,
      id: 'either',
      severity: 'note',
      needs: [],
      needsOneOf: [
        { section: 'iscsi', command: 'list bindings' },
        { section: 'nfs', command: 'list mounts' },
      ],
      check: ({ iscsi = [], nfs = [] }) => (iscsi.length + nfs.length > 0 ? [{ facts: {}, evidence: [] }] : []),
      explain: () => said,
    });
    expect(diagnose(host(), [either]).notChecked).toEqual([
      { rule: 'either', needs: ['list bindings', 'list mounts'] },
    ]);
    expect(diagnose(host(iscsi('vmk1')), [either]).findings).toHaveLength(1);
  });

  test('the gravest first', () => {
    const rules = [aboutEachAdapter('n', 'note'), aboutEachAdapter('e', 'error'), aboutEachAdapter('r', 'risk')];
    expect(diagnose(one, rules).findings.map(({ rule }) => rule)).toEqual(['e', 'r', 'n']);
  });

  test('a consequence is shown under its cause where both are about one adapter', () => {
    const { findings } = diagnose(two, [
      aboutEachAdapter('effect', 'error', ['cause']),
      aboutEachAdapter('cause', 'note'),
    ]);
    expect(
      findings.map(({ rule, facts, explains }) => [rule, facts.vmknics, explains.map((each) => each.rule)]),
    ).toEqual([
      ['cause', ['vmk0'], ['effect']],
      ['cause', ['vmk1'], ['effect']],
    ]);
    expect(findings[0]!.explains[0]!.facts.vmknics).toEqual(['vmk0']);
  });

  test('the stack alone does not make two findings one', () => {
    const ofVmk1 = rule({
      ...plain,
      id: 'cause',
      severity: 'error',
      needs: [],
      check: () => [{ facts: { netstack: 'defaultTcpipStack', vmknics: ['vmk1'] }, evidence: [] }],
      explain: () => said,
    });
    const { findings } = diagnose(one, [aboutEachAdapter('effect', 'error', ['cause']), ofVmk1]);
    expect(findings).toHaveLength(2);
  });

  test('rules that follow each other do not hide both findings', () => {
    const rules = [aboutEachAdapter('a', 'error', ['b']), aboutEachAdapter('b', 'error', ['a'])];
    expect(
      diagnose(one, rules).findings.flatMap((each) => [each.rule, ...each.explains.map(({ rule }) => rule)]),
    ).toEqual(['b', 'a']);
  });

  test('a cause graver below it stands where its gravest part belongs', () => {
    const rules = [
      aboutEachAdapter('effect', 'error', ['cause']),
      aboutEachAdapter('cause', 'note'),
      aboutEachAdapter('r', 'risk'),
    ];
    expect(diagnose(one, rules).findings.map(({ rule }) => rule)).toEqual(['cause', 'r']);
  });

  test('sources are written out', () => {
    expect(diagnose(one, [aboutEachAdapter('a', 'error')]).findings[0]!.sources).toEqual([
      { key: 'NET80', title: 'vSphere 8 Networking, VMkernel Networking Layer', url: null },
    ]);
  });

  test('a rule that throws is a bug, not a silent rule', () => {
    const broken = rule({
      ...plain,
      id: 'broken',
      severity: 'error',
      needs: [],
      check: () => {
        throw new Error('a bug');
      },
      explain: () => said,
    });
    expect(() => diagnose(one, [broken])).toThrow('a bug');
  });

  test('several hosts: each finding names its host, or its number', () => {
    const { findings } = diagnose(
      [{ ...one, host: { name: 'esx-a', evidence: {} } }, one],
      [aboutEachAdapter('a', 'error')],
    );
    expect(findings.filter(({ rule }) => rule === 'a').map(({ host }) => host)).toEqual(['esx-a', 2]);
  });
});
