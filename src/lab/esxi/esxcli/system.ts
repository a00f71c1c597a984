import { INVENTED } from '../invented.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, Refused } from './command.ts';
import type { Cell, Listing } from './listing.ts';

const SALTING = '/Mem/ShareForceSalting';
const OPTION = { name: 'option', short: 'o' } as const;

/** Version, name, uptime and advanced options. */
export const SYSTEM: readonly Command[] = [
  { path: 'system version get', since: '5.0', run: version },
  { path: 'system hostname get', since: '5.0', run: hostname },
  // Recalled: microseconds since the start.
  {
    path: 'system stats uptime get',
    since: '5.0',
    run: ({ machine }) => String(Math.round(machine.uptimeSeconds() * 1e6)),
  },
  {
    path: 'system settings advanced list',
    since: '5.0',
    options: [OPTION, { name: 'tree', short: 't' }, { name: 'delta', short: 'd', flag: true }],
    run: advanced,
  },
  {
    path: 'system settings advanced set',
    since: '5.0',
    options: [
      { ...OPTION, required: true },
      { name: 'int-value', short: 'i', required: true },
    ],
    writes: true,
    run: setAdvanced,
  },
];

/** 5.x stops at Update, 6.0 has Patch, 9.0 has Maintenance before it. */
function version({ machine }: Given): Listing {
  const { state } = machine;
  const fields: [string, Cell][] = [
    ['Product', 'VMware ESXi'],
    ['Version', state.version],
    ['Build', `Releasebuild-${state.build}`],
    ['Update', state.update],
    ...(atLeast(state, '9.0') ? [['Maintenance', 0] as [string, Cell]] : []),
    ...(atLeast(state, '6.0') ? [['Patch', atLeast(state, '9.0') ? 0 : 17] as [string, Cell]] : []),
  ];
  return record('Version', fields);
}

function hostname({ machine }: Given): Listing {
  const { name, domain } = machine.state;
  return record('Hostname', [
    ['Domain Name', domain],
    ['Fully Qualified Domain Name', `${name}.${domain}`],
    ['Host Name', name],
  ]);
}

function record(type: string, fields: readonly (readonly [string, Cell])[]): Listing {
  return { form: 'record', type, titles: fields.map(([title]) => title), rows: [fields.map(([, cell]) => cell)] };
}

/** One block an option; the shape is recalled. */
function advanced({ machine, option }: Given): Listing {
  const wanted = option('option');
  const found = Object.entries(machine.state.config.advanced).filter(
    ([path]) => wanted === undefined || path === wanted,
  );
  if (found.length === 0) throw new Refused(INVENTED.unknownName('option', wanted ?? ''));
  const titles = [
    ...['Path', 'Type', 'Int Value', 'Default Int Value', 'Min Value', 'Max Value', 'String Value'],
    ...['Default String Value', 'Valid Characters', 'Description'],
  ];
  const rows = found.map(([path, value]): Cell[] => [
    path,
    'integer',
    value,
    path === SALTING ? 2 : 0,
    0,
    path === SALTING ? 2 : 86_400,
    '',
    '',
    '',
    path === SALTING ? '' : INVENTED.advancedDescription,
  ]);
  return { form: 'record', type: 'Option', titles, rows };
}

function setAdvanced({ machine, option }: Given): null {
  const path = option('option')!;
  if (!(path in machine.state.config.advanced)) throw new Refused(INVENTED.unknownName('option', path));
  machine.state.config.advanced[path] = Number(option('int-value'));
  return null;
}
