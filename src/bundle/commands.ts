import { isNetstackKey } from '../core/esxi/netstacks.ts';
import { PARSERS } from '../core/esxi/parsers/index.ts';

/** Further spellings that vm-support runs. */
const ALSO = ['vmware -vl', 'esxcli network ip route ipv4 list', 'ntpq -c readvar'];

/** Commands whose output is no file of a bundle's, or asks for more than the name tells. */
const NOT = /^(?:tail|cat|grep|echo|unzip|(?:vmk)?ping$|esxtop|date$|route -n)|diag ping/;

/**
 * What is left of a command in the name of its file: blanks and marks are lost or changed, `localcli network ip interface list` is
 * `localcli_network-ip-interface-list.txt`.
 */
const key = (words: string) => words.toLowerCase().replace(/[^a-z0-9]/g, '');

const BY_KEY: ReadonlyMap<string, string> = new Map(
  [...PARSERS.flatMap(({ commands }) => commands), ...ALSO]
    .filter((command) => !NOT.test(command))
    .map((command) => [key(command), command.replace(/^esxcli /, 'localcli ')]),
);

/** Options that say of which stack or adapter an output is: `--N-vmotion`, `---netstackvmotion`, `--i-vmk1`. */
const OF_STACK = /--(?:N-|-netstack-?)([\w.]+)$/;
const OF_VMKNIC = /--(?:i-|-interface-name-?)(vmk\d{1,3})$/;

/** The command that a file of the `commands` folder is the output of; null where it is none that is read. */
export function commandOf(fileName: string): string | null {
  const name = fileName.replace(/\.txt$/i, '').replace(/^esxcli_/, 'localcli_');
  if (name === fileName) return null;
  const stack = OF_STACK.exec(name)?.[1];
  const vmknic = OF_VMKNIC.exec(name)?.[1];
  if (stack !== undefined && !isNetstackKey(stack)) return null;
  const option = stack === undefined ? (vmknic === undefined ? '' : ` -i ${vmknic}`) : ` --netstack=${stack}`;
  const bare = name.replace(OF_STACK, '').replace(OF_VMKNIC, '');
  const command = BY_KEY.get(key(bare.replace(/^localcli_/, 'esxcli_')));
  if (command === undefined || (option !== '' && !command.startsWith('localcli '))) return null;
  return `${command}${option}`;
}
