import { INVENTED } from '../invented.ts';
import { type Command, type Given, Refused } from './command.ts';
import type { Listing } from './listing.ts';

const DEPOT = { name: 'depot', short: 'd', required: true } as const;

/** The host's own image, its packages, and what the bundles on its datastores offer. */
export const SOFTWARE: readonly Command[] = [
  { path: 'software profile get', since: '5.0', run: profile },
  { path: 'software vib list', since: '5.0', run: vibs },
  { path: 'software sources profile list', since: '5.0', options: [DEPOT], run: offered },
];

function profile({ machine }: Given): Listing {
  const { profile: name, vendor, created } = machine.state.config.image;
  return {
    form: 'records',
    type: 'ImageProfile',
    heading: name,
    titles: ['Name', 'Vendor', 'Creation Time', 'Modification Time', 'Stateless Ready'],
    rows: [[name, vendor, created, created, false]],
  };
}

function vibs({ machine }: Given): Listing {
  const rows = machine.state.config.image.vibs.map(({ name, version, vendor, acceptance, installed }) => [
    ...[name, version, vendor, acceptance, installed],
  ]);
  return {
    form: 'table',
    type: 'VIBExt',
    titles: ['Name', 'Version', 'Vendor', 'Acceptance Level', 'Install Date'],
    rows,
  };
}

function offered({ machine, option }: Given): Listing {
  const path = option('depot')!;
  const names = machine.state.depots?.[path];
  if (names === undefined) throw new Refused(INVENTED.noDepot(path));
  const rows = names.map((name) => [name, 'VMware, Inc.', 'PartnerSupported']);
  return { form: 'table', type: 'ImageProfile', titles: ['Name', 'Vendor', 'Acceptance Level'], rows };
}
