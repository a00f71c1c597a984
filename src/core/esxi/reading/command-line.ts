import { DEFAULT_STACK, isNetstackKey } from '../netstacks.ts';

/** A command as typed, cut into words, with the options that change what its output speaks of. */
export interface CommandLine {
  readonly text: string;
  readonly words: readonly string[];
  /** The words that are neither options nor their values, e.g. `esxcli network ip route ipv4 list`. */
  readonly name: string;
  readonly netstack: string | null;
  /** True where a netstack is asked for and its name is cut off, so that the output is of a stack nobody knows. */
  readonly netstackLost: boolean;
  readonly vmknic: string | null;
  readonly vswitch: string | null;
  readonly portgroup: string | null;
  /** True where a pipe or an option shows a part only: what is not in the output may still be on the host. */
  readonly partial: boolean;
}

const NOTHING: CommandLine = {
  text: '',
  words: [],
  name: '',
  netstack: null,
  netstackLost: false,
  vmknic: null,
  vswitch: null,
  portgroup: null,
  partial: false,
};

/** Captures hold the same few commands over and over. */
const remembered = new Map<string, CommandLine>();
const MOST_REMEMBERED = 512;

/** Reads a typed command. `-N` is the netstack in `route`, `interface` and `dns`, but a netmask or next hop elsewhere. */
export function readCommandLine(text: string): CommandLine {
  if (text === '') return NOTHING;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const command = parse(text);
  remembered.set(text, command);
  return command;
}

function parse(text: string): CommandLine {
  const [shown, ...pipes] = text.split(/\s*\|\s*/);
  const words = (shown ?? '').match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)?.map((word) => word.replace(/["']/g, '')) ?? [];
  const option = (...names: string[]) => optionValue(words, names);
  const name = words.filter((word, i) => !word.startsWith('-') && !isValue(words, i)).join(' ');
  const isPing = /(^|\s)(vmk)?ping$|diag ping/.test(name) || /^(vmk)?ping\b/.test(name);
  const setsAddress = /ipv4 set/.test(name);
  return {
    text,
    words,
    name,
    netstack: stackNamed(option('--netstack', ...(isPing || setsAddress ? [] : ['-N']))) ?? null,
    netstackLost: isLost(words, isPing || setsAddress ? ['--netstack'] : ['--netstack', '-N']),
    vmknic: option('-i', '--interface-name', '--interface'),
    vswitch: /vswitch/.test(name) ? option('-v', '--vswitch-name') : null,
    portgroup: option('-p', '--portgroup-name'),
    partial: pipes.length > 0 || /^(e?grep|tail)\b/.test(name) || option('-i', '--interface-name', '-v', '-n') !== null,
  };
}

/** The stacks that ESXi itself makes; the beginning of one is no name. */
const STACKS = [DEFAULT_STACK, 'vmotion', 'vSphereProvisioning', 'vxlan', 'hyperbus'];

function isLost(words: readonly string[], names: readonly string[]): boolean {
  if (!words.some((word) => names.includes(word.split('=')[0]!))) return false;
  const value = optionValue(words, names) ?? '';
  return stackNamed(value) === undefined || STACKS.some((key) => key !== value && key.startsWith(value));
}

/** A netstack's key as an option gave it; what cannot be one is not repeated. */
export function stackNamed(value: string | null): string | undefined {
  return value !== null && isNetstackKey(value) ? value : undefined;
}

/** The value of the first of these options, written `-N x`, `--netstack x` or `--netstack=x`. */
export function optionValue(words: readonly string[], names: readonly string[]): string | null {
  for (const [i, word] of words.entries()) {
    const mark = word[0];
    if (mark !== '-' && mark !== '+') continue;
    const equals = word.indexOf('=');
    if (!names.includes(equals < 0 ? word : word.slice(0, equals))) continue;
    return equals < 0 ? (words[i + 1] ?? null) : word.slice(equals + 1);
  }
  return null;
}

/** Words that follow an option which takes a value. */
function isValue(words: readonly string[], i: number): boolean {
  const before = words[i - 1];
  return (
    before !== undefined &&
    /^-{1,2}[A-Za-z]/.test(before) &&
    !before.includes('=') &&
    !/^-(?:l|d|c\d+|n|vl|lv|u|pn|a|x|h)$/.test(before)
  );
}
