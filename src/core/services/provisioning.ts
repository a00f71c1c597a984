import { routeList } from '../esxi/commands.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import { entriesOf, shown } from './adapters.ts';
import { byTable } from './by-table.ts';
import { choice, list, step } from './choice.ts';
import type { Service } from './service.ts';

const STACK = 'vSphereProvisioning';

/** Cold migration, clones and snapshot copies: in the provisioning stack where an adapter is in it, else by the default table. */
export const provisioning: Service = {
  name: 'provisioning',
  title: 'Provisioning',
  alsoCalled: [
    'provisioning',
    'cold migration',
    'clone',
    'cloning',
    'snapshot copy',
    'storage vmotion',
    'svmotion',
    'nfc',
  ],
  versions: [
    {
      from: '3.5',
      to: '5.5',
      rule: 'There is one table for all VMkernel services, so cold migration and clones follow it.',
      certainty: 'documented',
      sources: ['S003'],
    },
    {
      from: '6.0',
      rule: 'Cold migration, clones and snapshot copies use the vSphereProvisioning stack where an adapter is in it, and the default stack where none is.',
      certainty: 'documented',
      sources: ['NET80', 'KB316409'],
    },
  ],

  choose(state, destination) {
    const peers = destination === undefined ? [] : [destination];
    const nics = (state.vmknics ?? []).filter(({ netstack, enabled }) => netstack === STACK && enabled !== false);
    if (nics.length > 0) {
      const table = byTable(state, STACK, peers);
      const names = nics.map(({ name }) => name);
      return choice(provisioning, state, {
        ...table,
        vmknics: table.vmknics.length > 0 ? table.vmknics : destination === undefined ? names : [],
        decidedBy: 'netstack',
        certainty: table.vmknics.length > 0 || destination === undefined ? 'documented' : table.certainty,
        verdict: `Provisioning traffic runs in the ${STACK} stack${destination === undefined ? ` and leaves by ${list(names)}` : table.vmknics.length > 0 ? ` and ${table.verdict}` : `, on ${list(names)}; how it gets to ${destination} is not settled by this output`}.`,
        steps: [
          step(
            `${list(names)} ${names.length === 1 ? 'is' : 'are'} in the ${STACK} stack.`,
            'documented',
            nics.flatMap((nic) => shown(nic, 'netstack')),
            ['NET80'],
          ),
          ...table.steps,
        ],
        missing: entriesOf(state, STACK).length > 0 ? [] : [routeList(state, STACK)],
      });
    }
    const table = byTable(state, DEFAULT_STACK, peers);
    const unsure = atLeast(state, '6.0') !== false && !stacksShown(state.vmknics);
    return choice(provisioning, state, {
      ...table,
      certainty: unsure && table.certainty === 'documented' ? 'inferred' : table.certainty,
      verdict: `No adapter of the ${STACK} stack was read, so provisioning traffic follows the default stack and ${table.verdict}.`,
      missing: [...table.missing, ...(unsure ? ['esxcli network ip interface list'] : [])],
    });
  },
};

/** Older listings have no stack column: that no adapter of another stack was seen says nothing then. */
function stacksShown(vmknics: Parameters<Service['choose']>[0]['vmknics']): boolean {
  return vmknics?.some(({ evidence }) => evidence.netstack !== undefined) ?? false;
}
