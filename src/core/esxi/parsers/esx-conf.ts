import { readMask } from '../../net/address.ts';
import { BAD, type Cell, ipv4, mac, mask, mtu, vmk } from '../reading/cells.ts';
import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';
import { fact, omit } from './build.ts';
import { routeFact } from './route-row.ts';

const ENTRY = /^\s*(?:\S*esx\.conf:)?(?:\d+:)?\s*(\/[\w/[\].-]+)\s*=\s*"([^"]*)"\s*$/;
const CHILD = /^\/net\/(vmkernelnic|routes\/kernel)\/child\[(\d+)\]\/(\w+)$/;
/** Where 5.x keeps the adapter of a service. */
const TAGS: Readonly<Record<string, string>> = {
  '/adv/Net/ManagementIface': 'management',
  '/adv/Migrate/Vmknic': 'vmotion',
  '/adv/FT/Vmknic': 'ft',
};

/** The types of the keys that are used; a damaged value is refused by its line. */
const CELLS: Readonly<Record<string, Cell>> = {
  name: vmk,
  device: vmk,
  ipv4address: ipv4,
  ipv4netmask: mask,
  netmask: mask,
  network: ipv4,
  gateway: ipv4,
  mac,
  mtu,
};
const anything: Cell = { lengths: () => [1], read: (value) => value };

type Child = { readonly line: Line; readonly values: Record<string, string>; readonly lines: Record<string, Line> };
type Children = Map<string, Child>;

/** Which key of the file shows which value of an adapter or route. */
const SHOWS: Readonly<Record<string, string>> = {
  ipv4address: 'ipv4',
  ipv4netmask: 'prefixLength',
  enable: 'enabled',
  device: 'vmknic',
};

/**
 * Lines of `/etc/vmware/esx.conf`. On 7.0 and newer the file need not be the truth.
 *
 *     /adv/Net/ManagementIface = "vmk0"
 *     /net/vmkernelnic/child[0000]/ipv4address = "10.0.0.7"
 */
export const esxConf: Parser = {
  id: 'esx-conf',
  commands: [
    'grep vmkernelnic /etc/vmware/esx.conf',
    'cat /etc/vmware/esx.conf',
    'grep -i ManagementIface /etc/vmware/esx.conf',
    'grep -i Migrate/Vmknic /etc/vmware/esx.conf',
    'grep -i FT/Vmknic /etc/vmware/esx.conf',
  ],
  section: 'vmknics',
  readLine(line, { memo }) {
    if (!line.text.includes('= "')) return null;
    const found = ENTRY.exec(line.text);
    if (found === null) return null;
    const [, path, value] = found as unknown as [string, string, string];
    const service = TAGS[path];
    if (service !== undefined)
      return vmk.read(value, []) === BAD ? [] : [fact('vmknics', value, { services: [service] }, line)];
    const child = CHILD.exec(path);
    if (child === null) return [];
    if (valid(CELLS[child[3]!.toLowerCase()] ?? anything, value) === undefined) return null;
    const children = (memo.get('esx.conf') as Children | undefined) ?? new Map();
    memo.set('esx.conf', children);
    const key = `${child[1]} ${child[2]}`;
    const entry = children.get(key) ?? { line, values: {}, lines: {} };
    const name = child[3]!.toLowerCase();
    entry.values[name] = value;
    entry.lines[SHOWS[name] ?? name] = line;
    children.set(key, entry);
    return [];
  },
  finish(context) {
    const children = context.memo.get('esx.conf') as Children | undefined;
    return [...(children ?? [])].flatMap(
      ([key, child]) => (key.startsWith('vmkernelnic') ? adapter(child) : route(child, context)) ?? [],
    );
  },
};

function adapter({ line, values, lines }: Child): Fact | null {
  if (vmk.read(values.name ?? '', []) === BAD) return null;
  const prefixLength = readMask(values.ipv4netmask ?? '') ?? undefined;
  const address = prefixLength === undefined ? undefined : valid(ipv4, values.ipv4address);
  const subnet = address === undefined ? {} : { ipv4: address, prefixLength };
  const yes = (value: string | undefined) => (value === undefined ? undefined : value === 'true');
  const shown = omit({
    ...subnet,
    mac: valid(mac, values.mac),
    mtu: valid(mtu, values.mtu),
    portgroup: values.portgroup,
    enabled: yes(values.enable),
    dhcp: yes(values.dhcp),
  });
  return { ...fact('vmknics', values.name!, shown, line), lines };
}

function route({ line, values, lines }: Child, context: Context): Fact | null {
  const row = {
    network: values.network,
    length: readMask(values.netmask ?? '') ?? undefined,
    gateway: values.gateway,
    vmknic: valid(vmk, values.device),
  };
  return routeFact({ values: omit(row), line, lines, heading: null }, context);
}

function valid(cell: Cell, value: string | undefined): unknown {
  const read = value === undefined ? BAD : cell.read(value, []);
  return read === BAD ? undefined : read;
}
