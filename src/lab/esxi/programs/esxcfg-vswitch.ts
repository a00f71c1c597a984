import type { SimulatedState } from '../state.ts';
import { atLeast } from '../versions.ts';
import { columns } from './columns.ts';

const COUNTS = ['Num Ports', 'Used Ports', 'Configured Ports', 'MTU', 'Uplinks'];
const WIDTHS = [17, 12, 12, 18, 8];

/** `esxcfg-vswitch -l`: each standard switch with its port groups, each distributed one with its ports. */
export function switches(state: SimulatedState): string {
  const { vswitches, dvs, vmknics } = state.config;
  const wide = atLeast(state, '7.0');
  const ports = atLeast(state, '5.5') ? 5632 : 128;
  const standard = vswitches.map(({ name, mtu, uplinks, portgroups, teaming }) => [
    columns(WIDTHS, ['Switch Name', ...COUNTS]),
    columns(WIDTHS, [name, ports, portgroups.length + uplinks.length + 1, 128, mtu, uplinks.join(',')]),
    '',
    `  ${columns([wide ? 42 : 22, 9, 12], ['PortGroup Name', 'VLAN ID', 'Used Ports', 'Uplinks'])}`,
    ...portgroups.map((group) => {
      const used = vmknics.filter(({ portgroup }) => portgroup === group.name).length;
      const out = (group.teaming ?? teaming).active.join(',');
      return `  ${columns([wide ? 42 : 22, 9, 12], [group.name, group.vlan, used, out])}`;
    }),
  ]);
  const distributed = dvs.map(({ name, mtu, uplinks, ports: all }) => [
    columns(WIDTHS, ['DVS Name', ...COUNTS]),
    columns(WIDTHS, [name, ports, all.length, 512, mtu, uplinks.join(',')]),
    '',
    `  ${columns([wide ? 40 : 20, 12], ['DVPort ID', 'In Use', 'Client'])}`,
    ...all.map(({ id, client }) => `  ${columns([wide ? 40 : 20, 12], [id, client === null ? 0 : 1, client ?? ''])}`),
  ]);
  return [...standard, ...distributed].map((lines) => lines.map((line) => `${line}\n`).join('')).join('\n');
}
