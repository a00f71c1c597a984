import { ESTABLISHED } from '../established.ts';
import { INVENTED } from '../invented.ts';
import type { Machine } from '../machine.ts';
import { type Call, type Installed, print } from '../programs/program.ts';
import { atLeast, compare } from '../versions.ts';
import { type Command, Refused } from './command.ts';
import { FIREWALL } from './firewall.ts';
import { HARDWARE } from './hardware.ts';
import { FORMATTERS, type Listing, plain } from './listing.ts';
import { INTERFACES } from './network-interfaces.ts';
import { NETWORK_IP } from './network-ip.ts';
import { readGiven } from './options.ts';
import { ROUTES } from './routes.ts';
import { SOFTWARE } from './software.ts';
import { STORAGE } from './storage.ts';
import { SWITCHES } from './switches.ts';
import { SYSTEM } from './system.ts';
import { TIME } from './time.ts';

const COMMANDS: readonly Command[] = [
  ...INTERFACES,
  ...NETWORK_IP,
  ...ROUTES,
  ...SWITCHES,
  ...FIREWALL,
  ...STORAGE,
  ...HARDWARE,
  ...SYSTEM,
  ...SOFTWARE,
  ...TIME,
];

/** `localcli` is the same tree without hostd (commands.md X8). */
export const ESXCLI: Record<string, Installed> = {
  esxcli: { run: (call) => esxcli(call, true), on: (state) => atLeast(state, '4.0') },
  localcli: { run: (call) => esxcli(call, false), on: (state) => atLeast(state, '5.0') },
};

async function esxcli(call: Call, viaHostd: boolean): Promise<number> {
  const { machine } = call.shell;
  const { faults } = machine;
  if (viaHostd && faults.hostd === 'hangs') {
    const { signal } = call.shell;
    if (!signal.aborted)
      await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
    return INVENTED.esxcliFailed;
  }
  if (viaHostd && faults.hostd === 'refuses') return fail(call, INVENTED.hostdRefuses);
  const { formatter, fields, words } = beforeNamespace(call.args);
  if (formatter !== null && !hasFormatter(machine, formatter)) return fail(call, INVENTED.badFormatter(formatter));
  try {
    const said = await answer(machine, words);
    if (typeof said === 'string') print(call, said);
    else if (said !== null)
      call.shell.stdout.write(formatter === null ? plain(said) : FORMATTERS[formatter]!(only(said, fields)));
    return 0;
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return fail(call, refused.message);
  }
}

function fail(call: Call, text: string): number {
  const stream = INVENTED.esxcliErrors === 'stdout' ? call.shell.stdout : call.shell.stderr;
  stream.write(`${text}\n\n`);
  return INVENTED.esxcliFailed;
}

/** `--formatter=csv`, `--formatter csv`, `--format-param=fields=="A,B"`: they stand before the namespace. */
function beforeNamespace(args: readonly string[]) {
  let formatter: string | null = null;
  let fields: string[] | null = null;
  let at = 0;
  for (; args[at]?.startsWith('--'); at += 1) {
    const [name, value] = args[at]!.split(/=(.*)/s);
    const text = value ?? args[++at] ?? '';
    if (name === '--formatter') formatter = text;
    if (name === '--format-param')
      fields = text
        .replace(/^fields==/, '')
        .replaceAll('"', '')
        .split(',');
  }
  return { formatter, fields, words: args.slice(at) };
}

/** json came late; its first version is not known (commands.md X7). */
function hasFormatter({ state }: Machine, name: string): boolean {
  return name in FORMATTERS && (name !== 'json' || atLeast(state, '7.0'));
}

function only(listing: Listing, fields: readonly string[] | null): Listing {
  if (fields === null) return listing;
  const kept = listing.titles.flatMap((title, i) => (fields.includes(title.replace(/[^A-Za-z0-9]/g, '')) ? [i] : []));
  return {
    ...listing,
    titles: kept.map((i) => listing.titles[i]!),
    rows: listing.rows.map((row) => kept.map((i) => row[i]!)),
  };
}

async function answer(machine: Machine, words: readonly string[]): Promise<Listing | string | null> {
  const end = words.findIndex((word) => word.startsWith('-'));
  const path = (end < 0 ? words : words.slice(0, end)).join(' ');
  const command = COMMANDS.find((each) => each.path === path && exists(machine, each));
  if (command === undefined) throw new Refused(unknown(machine, path));
  const given = readGiven(machine, command, words.slice(path.split(' ').length));
  if (command.writes && machine.faults.readOnly) throw new Refused(INVENTED.readOnly);
  const said = await command.run(given);
  if (command.writes) machine.changed();
  return said;
}

function exists({ state }: Machine, { since, until }: Command): boolean {
  return atLeast(state, since) && (until === undefined || compare(state.version, until) < 0);
}

/** A namespace alone prints its usage; what is not in the tree is told in words that are established (commands.md X10). */
function unknown(machine: Machine, path: string): string {
  const below = COMMANDS.some((each) => exists(machine, each) && each.path.startsWith(`${path} `));
  if (path === '' || below) return INVENTED.namespaceUsage(path);
  if (!atLeast(machine.state, '5.0')) return INVENTED.unknownNamespace4(path);
  return ESTABLISHED.unknownCommand(path);
}
