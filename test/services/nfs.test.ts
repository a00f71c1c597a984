import { describe, expect, test } from 'vitest';
import { nfs } from '../../src/core/services/nfs.ts';
import { esxi, host, proof, route, vmk } from '../support/host.ts';

const table = [
  vmk('vmk0', '10.4.1.7/24'),
  vmk('vmk1', '10.4.2.7/24'),
  route('10.4.1.0/24', null, 'vmk0'),
  route('10.4.2.0/24', null, 'vmk1'),
  route('default', '10.4.1.1', 'vmk0'),
] as const;
const mount = (server: string) => {
  const entry = { volume: 'isos', server, share: '/isos', version: 3 as const };
  return { nfs: [{ ...entry, evidence: proof(entry, 'esxcli storage nfs list') }] };
};

describe('nfs', () => {
  test.each(['3.5.0', '5.5.0', '7.0.3'])('on %s the table decides, and the filer sees that address', (version) => {
    const choice = nfs.choose(host(esxi(version), ...table), '10.4.2.60');
    expect(choice).toMatchObject({ vmknics: ['vmk1'], decidedBy: 'table', certainty: 'documented' });
    expect(choice.steps.map(({ text }) => text)).toContainEqual(expect.stringContaining('sees this host as 10.4.2.7'));
  });

  test('from 8.0 on a datastore may be bound, and this is not shown', () => {
    const choice = nfs.choose(host(esxi('8.0.1'), ...table), '10.4.2.60');
    expect(choice).toMatchObject({ vmknics: ['vmk1'], certainty: 'inferred' });
    expect(choice.verdict).toContain('unless the datastore was bound');
    expect(choice.sources).toEqual(expect.arrayContaining(['NFS80', 'KB429518']));
  });

  test('the mounts name the filers', () => {
    expect(nfs.choose(host(...table, mount('10.9.0.60')))).toMatchObject({ vmknics: ['vmk0'] });
  });

  test.each([
    [{ mounted: true, accessible: true }, 'isos is mounted from 10.9.0.60.'],
    [{ mounted: true, accessible: false }, 'isos is mounted from 10.9.0.60 and cannot be reached.'],
    [{ mounted: false, accessible: false }, 'isos is configured from 10.9.0.60 and is not mounted.'],
    [{}, 'isos comes from 10.9.0.60.'],
  ])('a volume %o is told as the listing shows it', (state, text) => {
    const [entry] = mount('10.9.0.60').nfs;
    const shown = { ...entry!, ...state, evidence: proof({ ...entry!, ...state }, 'esxcli storage nfs list') };
    expect(nfs.choose(host(...table, { nfs: [shown] })).steps[0]?.text).toBe(text);
  });

  test('an adapter that shares the subnet of the filer is named as the one that carries nothing', () => {
    const parts = [vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.1.8/24'), route('10.4.1.0/24', null, 'vmk0')];
    const choice = nfs.choose(host(esxi('4.1.0'), ...parts, mount('10.4.1.60')));
    expect(choice.verdict).toBe(
      'NFS leaves by vmk0 for 10.4.1.60, which is on the link (10.4.1.0/24), not by vmk1, which has an address there too.',
    );
    expect(choice.steps.map(({ text }) => text)).toContain('vmk0 and vmk1 have addresses in 10.4.1.0/24 in one stack.');
  });

  test('a filer by name is not looked up', () => {
    const choice = nfs.choose(host(...table, mount('filer.example.net')));
    expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
  });

  test('no filer known and several adapters: it depends', () => {
    const choice = nfs.choose(host(esxi('7.0.3'), ...table));
    expect(choice.vmknics).toEqual([]);
    expect(choice.missing).toContain('esxcli storage nfs list');
  });
});
