import type { SeedRow } from '../row.ts';

const CARDS = 'test/seeds/cards.test.ts';
const BLADE = 'test/seeds/blade-and-logs.test.ts';
const MOVES = 'test/seeds/lab-moves.test.ts';

/** Of S004: hardware: cards, blades, images of vendors, machines from other products. */
export const S004_HARDWARE: readonly SeedRow[] = [
  {
    id: 'iscsi-personality',
    seed: 'S004',
    problem: 'FlexFabric ports do not appear as iSCSI adapters, while the plain 10 Gb ports do.',
    rule: 'iscsi-personality',
    scenario: 'iscsi-personality',
    test: `${CARDS}: the FlexFabric ports are no iSCSI adapters: so a port set to FCoE looks`,
  },
  {
    id: 'dcb-silent-port',
    seed: 'S004',
    problem: '10 Gb ports have link and blink, and nothing gets through them.',
    rule: 'dcb-silent-port',
    scenario: 'dcb-silent',
    test: `${CARDS}: a 10 Gb port with link hears nothing while its bridging is off: enabling DCB cured it, and why is not known`,
  },
  {
    id: 'blade-efuse',
    seed: 'S004',
    problem: 'None of the network ports of a blade works, and a message asks for a power cycle that a restart is not.',
    rule: 'power-cycle-asked',
    scenario: 'blade-power',
    test: `${BLADE}: a blade whose ports wait for a power cycle: the e-fuse of its bay, in an order that is safe`,
  },
  {
    id: 'hardware-too-new',
    seed: 'S004',
    problem:
      'An export of machines from a desktop product fails, because their hardware version is newer than the host.',
    rule: 'lab-move',
    scenario: 'vendor-image',
    test: `${MOVES}: S004: machines of a desktop product do not run on the host as they are`,
  },
  {
    id: 'mac-refused',
    seed: 'S004',
    problem: 'ESXi refuses the MAC addresses of machines that come from another product.',
    rule: 'lab-move',
    scenario: 'vendor-image',
    test: `${MOVES}: S004: the MAC addresses of machines that come from another product are refused`,
  },
  {
    id: 'vendor-image-crashes',
    seed: 'S004',
    problem: "A vendor's image of ESXi crashes on a server model that this version does not support.",
    rule: 'vendor-image',
    scenario: 'vendor-image',
    test: `${MOVES}: S004: the image of a vendor crashes on a server that its version does not support`,
  },
];
