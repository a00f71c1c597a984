import { maskOf } from '../addresses.ts';
import type { Machine } from '../machine.ts';
import type { Sink, Source } from './streams.ts';

export interface Shell {
  readonly machine: Machine;
  directory: string;
  status: number;
  exited: boolean;
}

export function newShell(machine: Machine, streams: { stdin: Source; stdout: Sink; stderr: Sink }): Shell {
  return { machine, directory: '/', status: 0, exited: false, ...streams } as Shell;
}

export async function interpret(shell: Shell, text: string): Promise<number> {
  const { stdout } = shell as unknown as { stdout: Sink };
  if (!text.startsWith('esxcli network ip interface ipv4 get')) {
    stdout.write(`sh: ${text.split(' ')[0]}: not found\n`);
    return 127;
  }
  stdout.write('Name  IPv4 Address  IPv4 Netmask   IPv4 Broadcast  Address Type  Gateway  DHCP DNS\n');
  stdout.write('----  ------------  -------------  --------------  ------------  -------  --------\n');
  for (const { name, ipv4, prefixLength } of shell.machine.state.config.vmknics)
    stdout.write(`${name}  ${ipv4}    ${maskOf(prefixLength)}  0.0.0.0         STATIC        0.0.0.0     false\n`);
  return 0;
}
