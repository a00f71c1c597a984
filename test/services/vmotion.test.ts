import { describe, expect, test } from 'vitest';
import { vmotion } from '../../src/core/services/vmotion.ts';
import { esxi, host, iscsi, portgroup, route, vmk } from '../support/host.ts';

const tag = { services: ['vmotion'], tagsRead: true };
const none = { services: ['management'], tagsRead: true };
const shared = [
  vmk('vmk0', '10.4.1.7/24', none),
  vmk('vmk1', '10.4.1.8/24', tag),
  route('10.4.1.0/24', null, 'vmk0'),
] as const;

describe('vmotion in a subnet that vmk0 owns', () => {
  test.each([
    ['3.5.0', 'undetermined', null],
    ['4.1.0', 'undetermined', 'tcpdump-uw -n -i vmk0 tcp port 8000 -c 20'],
    ['5.0.0', 'at risk', 'tcpdump-uw -n -i vmk0 tcp port 8000 -c 20'],
    ['5.5.0', 'at risk', 'pktcap-uw --vmk vmk0 --tcpport 8000 -c 20'],
    ['6.0.0', 'Part of a vMotion may leave by vmk0', 'pktcap-uw --vmk vmk0 --tcpport 8000 -c 20'],
    ['9.0.0', 'Part of a vMotion may leave by vmk0', 'pktcap-uw --vmk vmk0 --tcpport 8000 -c 20'],
  ])('%s: %s, and a capture settles it where there is one', (version, word, capture) => {
    const choice = vmotion.choose(host(esxi(version), ...shared));
    expect(choice).toMatchObject({
      vmknics: [],
      decidedBy: 'unknown',
      certainty: 'unknown',
      prove: capture === null ? [] : [capture],
    });
    expect(choice.verdict).toContain(word);
    expect(choice.verdict).toContain('by vmk0');
  });

  test('version not shown: both captures, and all rules', () => {
    const choice = vmotion.choose(host(...shared));
    expect(choice.certainty).toBe('unknown');
    expect(choice.prove).toEqual([
      'pktcap-uw --vmk vmk0 --tcpport 8000 -c 20',
      'tcpdump-uw -n -i vmk0 tcp port 8000 -c 20',
    ]);
    expect(choice.missing).toContain('vmware -v');
    expect(choice.steps.filter(({ text }) => /^From \d/.test(text))).toHaveLength(4);
  });

  test('different VLANs: what leaves by the wrong one cannot arrive', () => {
    const choice = vmotion.choose(
      host(
        vmk('vmk0', '10.4.1.7/24', { ...none, portgroup: 'A' }),
        vmk('vmk1', '10.4.1.8/24', { ...tag, portgroup: 'B' }),
        portgroup('A', 10),
        portgroup('B', 20),
      ),
    );
    expect(choice.verdict).toContain('cannot arrive');
    expect(choice.missing).toContain('esxcli network ip route ipv4 list');
  });
});

describe('vmotion elsewhere', () => {
  test('alone in its subnet, tag and table agree', () => {
    const choice = vmotion.choose(
      host(esxi('6.7.0'), vmk('vmk0', '10.4.1.7/24', none), vmk('vmk1', '10.4.2.7/24', tag)),
    );
    expect(choice).toMatchObject({ vmknics: ['vmk1'], decidedBy: 'tag', certainty: 'documented' });
  });

  test('a peer beyond the link that the table sends elsewhere is not settled', () => {
    const state = host(
      vmk('vmk0', '10.4.1.7/24', none),
      vmk('vmk1', '10.4.2.7/24', tag),
      route('default', '10.4.1.1', 'vmk0'),
      route('10.4.2.0/24', null, 'vmk1'),
    );
    expect(vmotion.choose(state, '10.4.3.9')).toMatchObject({ vmknics: [], certainty: 'unknown' });
    expect(vmotion.choose(state, '10.4.2.9')).toMatchObject({ vmknics: ['vmk1'] });
  });

  test('an adapter in the vmotion stack takes it over', () => {
    const choice = vmotion.choose(
      host(esxi('7.0.3'), vmk('vmk0', '10.4.1.7/24', tag), vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' })),
    );
    expect(choice).toMatchObject({
      vmknics: ['vmk2'],
      decidedBy: 'netstack',
      netstack: 'vmotion',
      missing: ['esxcli network ip route ipv4 list --netstack=vmotion'],
    });
  });

  test('a destination without an entry in its stack is not reached, whatever the default stack holds', () => {
    const state = host(
      esxi('7.0.3'),
      vmk('vmk0', '10.4.1.7/24'),
      vmk('vmk2', '10.4.3.7/24', { netstack: 'vmotion' }),
      route('default', '10.4.1.1', 'vmk0'),
      route('10.4.3.0/24', null, 'vmk2', { netstack: 'vmotion' }),
    );
    const choice = vmotion.choose(state, '10.88.0.5');
    expect(choice).toMatchObject({ vmknics: [], netstack: 'vmotion' });
    expect(choice.verdict).toMatch(
      /^vMotion does not leave the host for 10\.88\.0\.5: the routing table of the netstack vmotion has no entry/,
    );
  });

  const several = [vmk('vmk1', '10.4.2.7/24', tag), vmk('vmk2', '10.4.2.8/24', tag)] as const;
  test.each([
    ['4.1.0', [], 'unknown'],
    ['5.0.0', ['vmk1', 'vmk2'], 'documented'],
    ['8.0.1', ['vmk1', 'vmk2'], 'documented'],
  ])('several tagged adapters on %s', (version, vmknics, certainty) => {
    expect(vmotion.choose(host(esxi(version), ...several))).toMatchObject({ vmknics, certainty });
  });

  test('several tagged adapters and one more in their subnet', () => {
    const choice = vmotion.choose(host(esxi('7.0.3'), vmk('vmk0', '10.4.2.6/24', none), ...several));
    expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
  });

  test('tags that were not read are not guessed from a name', () => {
    const choice = vmotion.choose(
      host(esxi('6.7.0'), vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.2.7/24', { portgroup: 'vMotion' })),
    );
    expect(choice).toMatchObject({ vmknics: [], certainty: 'unknown' });
    expect(choice.verdict).toContain('does not show which adapter carries the vMotion tag');
    expect(choice.steps.map(({ text }) => text)).toContainEqual(expect.stringContaining('a hint and no proof'));
    expect(choice.missing).toContain('esxcli network ip interface tag get -i vmk1');
  });

  test('5.0 keeps the adapter in esx.conf', () => {
    const choice = vmotion.choose(host(esxi('5.0.0'), vmk('vmk0', '10.4.1.7/24'), vmk('vmk1', '10.4.2.7/24')));
    expect(choice.missing).toEqual(['grep -i Migrate/Vmknic /etc/vmware/esx.conf']);
  });

  test('iSCSI adapters that share by design say nothing of vMotion', () => {
    const state = host(
      vmk('vmk0', '10.4.1.7/24'),
      vmk('vmk1', '10.4.5.7/24'),
      vmk('vmk2', '10.4.5.8/24'),
      iscsi('vmk1', 'vmk2'),
    );
    expect(vmotion.choose(state).verdict).not.toContain('share');
  });

  test('a lone vmk1 is a listing cut to it, not the only adapter', () => {
    expect(vmotion.choose(host(vmk('vmk1', '10.4.2.7/24'))).vmknics).toEqual([]);
    expect(vmotion.choose(host(vmk('vmk0', '10.4.2.7/24'))).vmknics).toEqual(['vmk0']);
  });

  test('all tags read and none for it', () => {
    const choice = vmotion.choose(host(vmk('vmk0', '10.4.1.7/24', none)));
    expect(choice).toMatchObject({ vmknics: [], decidedBy: 'tag', certainty: 'documented' });
    expect(choice.verdict).toContain('not set up');
  });
});
