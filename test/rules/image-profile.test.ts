import { describe, expect, test } from 'vitest';
import { downgradeCommand, offersFor, otherVendors } from '../../src/core/downgrade.ts';
import { readProfileName } from '../../src/core/esxi/profile-name.ts';
import { imageProfile } from '../../src/core/rules/image-profile.ts';
import { esxi, host, type Part, proof } from '../support/host.ts';
import { testRule } from '../support/rules.ts';

const DEPOT = '/vmfs/volumes/ds1/update-from-esxi5.5-5.5_update02.zip';

function runs(profile: string): Part {
  const shown = proof({ profile }, 'esxcli software profile get');
  return { image: { profile, evidence: { profile: { ...shown.profile!, line: 1 } } } };
}

function offers(...names: string[]): Part {
  return {
    profiles: names.map((name) => ({
      name,
      depot: DEPOT,
      evidence: proof({ name }, `esxcli software sources profile list -d ${DEPOT}`),
    })),
  };
}

const patch10 = [esxi('5.5.0', { build: '4345813' }), runs('(Updated) ESXi-5.5.0-20160804001-standard')] as const;
const update2 = offers(
  'ESXi-5.5.0-20140901001s-standard',
  'ESXi-5.5.0-20140902001-no-tools',
  'ESXi-5.5.0-20140902001-standard',
);

testRule(imageProfile, {
  fine: {
    'no bundle at hand': host(...patch10),
    'a newer patch of the same release': host(...patch10, offers('ESXi-5.5.0-20180904001-standard')),
    'a newer release': host(...patch10, offers('ESXi-6.0.0-20150704001-standard')),
    'the same build': host(
      esxi('8.0.2', { build: '22380479' }),
      runs('ESXi-8.0U2-22380479-standard'),
      offers('ESXi-8.0U2-22380479-standard'),
    ),
    'names that tell nothing': host(...patch10, offers('MyCompany-Gold-1')),
  },
  found: {
    'an older patch of 5.5': [
      host(...patch10, update2),
      {
        kind: 'downgrade',
        offered: [
          'ESXi-5.5.0-20140902001-standard',
          'ESXi-5.5.0-20140901001s-standard',
          'ESXi-5.5.0-20140902001-no-tools',
        ],
        command: `esxcli software profile update -d ${DEPOT} -p ESXi-5.5.0-20140902001-standard --allow-downgrades`,
      },
      { severity: 'note', certainty: 'reported' },
    ],
    'an older build of 7.0': [
      host(
        esxi('7.0.3', { build: '20328353' }),
        runs('ESXi-7.0U3d-19482537-standard'),
        offers('ESXi-7.0U1c-17325551-standard'),
      ),
      { kind: 'downgrade' },
      { severity: 'note', certainty: 'inferred' },
    ],
    'another release': [
      host(esxi('7.0.3'), runs('ESXi-7.0U3d-19482537-standard'), offers('ESXi-6.7.0-20190802001-standard')),
      { kind: 'other-release' },
      { severity: 'error', certainty: 'inferred' },
    ],
  },
  notChecked: { 'what the host runs was not read': [host(update2), ['esxcli software profile get']] },
});

describe('names of profiles', () => {
  test.each([
    ['ESXi-5.5.0-20140902001-standard', { release: '5.5', date: '20140902001', securityOnly: false, tools: true }],
    ['ESXi-6.0.0-20150701001s-no-tools', { release: '6.0', date: '20150701001', securityOnly: true, tools: false }],
    ['ESXi-6.7.0-8169922-standard', { release: '6.7', build: 8_169_922, date: null }],
    [
      'ESXi-7.0U1sc-17325020-standard',
      { release: '7.0', update: 1, patch: 'c', securityOnly: true, build: 17_325_020 },
    ],
    ['ESXi-7.0U1c-17325551-standard', { update: 1, patch: 'c', securityOnly: false }],
    ['ESXi-7.0U3s-23307199-standard', { update: 3, patch: 's', securityOnly: false }],
    ['(Updated) ESXi-8.0U2-22380479-standard', { updated: true, release: '8.0', update: 2, patch: null }],
    ['HPE-Custom-AddOn_703.0.0.11.3.0-5', { release: '7.0', securityOnly: null, build: null }],
    ['HPE-ESXi-6.7.0-Update3-iso-Gen9plus-670.U3.10.4.5', { release: '6.7', securityOnly: null }],
    ['MyCompany-Gold-1', { release: null, tools: null }],
  ])('%s', (name, parts) => {
    expect(readProfileName(name)).toMatchObject(parts);
  });
});

test('a build and a day cannot be compared', () => {
  const [offer] = offersFor(
    host(
      esxi('6.7.0', { build: '8169922' }),
      runs('ESXi-6.7.0-8169922-standard'),
      offers('ESXi-6.7.0-20190802001-standard'),
    ),
  );
  expect(offer?.change).toBe('unknown');
});

test('names of a host become words of a command only where they are plain', () => {
  expect(downgradeCommand({ name: 'ESXi-5.5.0-1-standard; reboot', depot: '/vmfs/$(reboot).zip' })).toBe(
    'esxcli software profile update -d /vmfs/volumes/DATASTORE/BUNDLE.zip -p PROFILE --allow-downgrades',
  );
});

test('packages of other vendors', () => {
  const vib = (name: string, vendor: string, version: string) => ({ name, vendor, version, evidence: {} });
  const vibs = [
    vib('net-tg3', 'Broadcom', '3.137l.v55.1-1OEM.550.0.0.1331820'),
    vib('esx-base', 'VMware', '5.5.0-3.78.3248547'),
    vib('atlantic', 'VMW', '1.0.3.0-10vmw.801.0.0.21495797'),
  ];
  expect(otherVendors({ vibs })).toEqual(['net-tg3']);
});
