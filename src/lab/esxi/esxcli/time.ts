import { toNumber } from '../addresses.ts';
import { ESTABLISHED } from '../established.ts';
import { INVENTED } from '../invented.ts';
import { pathOf } from '../network.ts';
import { ntpqVariables, peersOf, syncOf } from '../ntp.ts';
import { atLeast } from '../versions.ts';
import { type Command, type Given, Refused, truth } from './command.ts';
import type { Cell, Listing } from './listing.ts';

/** The clock, and NTP from 7.0 on. */
export const TIME: readonly Command[] = [
  { path: 'system time get', since: '5.0', run: clock },
  { path: 'hardware clock get', since: '5.0', run: clock },
  { path: 'system ntp get', since: '7.0', run: get },
  {
    path: 'system ntp set',
    since: '7.0',
    options: [
      { name: 'server', short: 's', many: true },
      { name: 'enabled', short: 'e' },
      { name: 'loglevel', short: 'l' },
      { name: 'file', short: 'f' },
      { name: 'reset', short: 'r', flag: true },
    ],
    writes: true,
    run: set,
  },
  { path: 'system ntp config get', since: '7.0', run: ({ machine }) => machine.disk.read('/etc/ntp.conf') },
  { path: 'system ntp stats get', since: '7.0', run: ({ machine }) => ntpqVariables(machine) },
  { path: 'system ntp test', since: '7.0', run: test },
];

function clock({ machine }: Given): Listing {
  const text = new Date(machine.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  return { form: 'value', type: 'Time', titles: ['Time'], rows: [[text]] };
}

/** A capture of 8.0b has three keys as 7.0.2 has; which late builds of 7.0U3 print more is not known (ntp.md N3). */
function get({ machine }: Given): Listing {
  const { state } = machine;
  const { enabled, loglevel, running, servers } = state.config.ntp;
  const newer = atLeast(state, '8.0.2');
  const fields: [string, Cell][] = [
    ['Enabled', enabled],
    ['Loglevel', loglevel],
    ...(newer
      ? ([
          ['PID', running ? INVENTED.ntpFigures.pid : 0],
          ['Runtime Seconds', runtime(machine)],
        ] as [string, Cell][])
      : []),
    ['Servers', servers],
    ...(newer
      ? ([
          ['Service Providing Kernel Time', running ? 'ntp' : 'none'],
          ['Time Service Enabled', enabled],
          ['Time Synchronized', syncOf(machine) !== null],
        ] as [string, Cell][])
      : []),
  ];
  return {
    form: 'record',
    type: 'Ntp',
    titles: fields.map(([title]) => title),
    rows: [fields.map(([, cell]) => cell)],
  };
}

function runtime({ state, ntpSince }: Given['machine']): number {
  return state.config.ntp.running ? Math.max(0, Math.round((Date.now() - ntpSince) / 1000)) : 0;
}

/** A name that does not resolve makes the set fail (ntp.md N7). Whether enabling opens the firewall is not known; here it does not. */
function set({ machine, option, all }: Given): null {
  const { ntp } = machine.state.config;
  const servers = all('server').flatMap((text) => text.split(','));
  const file = option('file');
  for (const name of servers)
    if (toNumber(name) === null && machine.world.names[name] === undefined)
      throw new Refused(INVENTED.ntpUnresolved(name));
  if (servers.length > 0) {
    ntp.servers = servers;
    if (machine.faults.ntpSetDrops) ntp.directives = ntp.directives.filter(isOfHost);
  }
  if (file !== undefined) load(machine, file);
  if (option('reset') !== undefined) ntp.servers = [];
  if (option('loglevel') !== undefined) ntp.loglevel = option('loglevel')!;
  const enabled = truth(option('enabled'));
  if (option('enabled') !== undefined && enabled === null) throw new Refused(INVENTED.badValue(option('enabled')!));
  if (enabled !== null) Object.assign(ntp, { enabled, running: enabled });
  if (ntp.running) machine.startNtp();
  return null;
}

/** What a host writes into its file by itself. */
const isOfHost = (line: string) => /^\s*(?:restrict|driftfile)\s/.test(line);

function load(machine: Given['machine'], file: string): void {
  const text = machine.disk.read(file);
  if (text === null) throw new Refused(INVENTED.badValue(file));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  machine.state.config.ntp.servers = lines.flatMap((line) => /^\s*server\s+(\S+)/.exec(line)?.[1] ?? []);
  machine.state.config.ntp.directives = lines.filter((line) => !/^\s*server\s/.test(line));
}

/** One long value of findings with commas between, then the verdict (ntp.md N22). */
function test({ machine }: Given): string {
  const { state, world } = machine;
  const { ntp, firewall } = state.config;
  const peer = syncOf(machine);
  const path = pathOf(state, world, { destination: peersOf(machine)[0]?.address ?? '0.0.0.0' });
  const rule = firewall.rulesets.find(({ id }) => id === 'ntpClient');
  const at = new Date(machine.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const said = ESTABLISHED.ntpTest;
  const findings = [
    said.started(`${state.name}.${state.domain}`),
    said.startedAt(at),
    said.administratively(ntp.enabled),
    said.verifying,
    ...peersOf(machine).map(({ server, address }) => said.resolves(server, address)),
    ...(path === null
      ? []
      : [said.interface(path.vmknic.name, String(path.vmknic.ipv4)), said.stack(path.vmknic.netstack)]),
    ...(rule?.enabled ? [said.allowsPort] : []),
    ...(rule?.enabled && rule.allowedAll ? [said.allowsAll] : []),
    ...(ntp.running ? [said.running(INVENTED.ntpFigures.pid), said.clockType] : []),
    ...(peer === null ? [INVENTED.ntpTestFailed] : inSync(peer)),
    said.completed,
  ];
  return `   Comments: ${findings.join(', ')}\n   Timeinsync: ${peer !== null}`;
}

function inSync({ address, stratum, offsetMs }: NonNullable<ReturnType<typeof syncOf>>): string[] {
  const said = ESTABLISHED.ntpTest;
  const { accuracyMs, pollSeconds, delayMs } = INVENTED.ntpFigures;
  return [
    said.inSync,
    said.peering(address),
    said.stratum(stratum + 1),
    said.accuracy(accuracyMs),
    said.polling(pollSeconds),
    said.delay(delayMs),
    said.difference(offsetMs.toFixed(6)),
  ];
}
