import { toNumber } from '../addresses.ts';
import { ESTABLISHED } from '../established.ts';
import { remember } from '../esxcli/network-ip.ts';
import { INVENTED } from '../invented.ts';
import { DEFAULT_STACK } from '../netstacks.ts';
import { type Path, pathOf } from '../network.ts';
import { lookup } from '../routing.ts';
import { atLeast, isClassic } from '../versions.ts';
import { type Call, complain, type Installed, print, readOptions } from './program.ts';

const HEADERS = 28;

/** On ESXi both are one program; on classic ESX `ping` leaves from the Service Console (services.md P1, P2). */
export const PING: Record<string, Installed> = {
  vmkping: { run: vmkping },
  ping: { run: (call) => (isClassic(call.shell.machine.state) ? consolePing(call) : vmkping(call)) },
};

interface Asked {
  readonly destination: string;
  readonly out: string | undefined;
  readonly payload: number;
  readonly count: number;
  readonly dontFragment: boolean;
  readonly netstack: string;
  readonly nextHop: string | undefined;
}

function read({ args, shell }: Call): Asked {
  const stack = args.find((arg) => arg.startsWith('++netstack='))?.slice('++netstack='.length);
  const { options, rest } = readOptions(
    args.filter((arg) => !arg.startsWith('++netstack=')),
    ['I', 's', 'c', 'i', 'W', 't', 'S', 'N'],
  );
  const host = rest[0] ?? '';
  return {
    destination: shell.machine.world.names[host] ?? host,
    out: options.get('I'),
    payload: Number(options.get('s') ?? 56),
    count: Number(options.get('c') ?? 3),
    dontFragment: options.has('d'),
    netstack: stack ?? options.get('S') ?? DEFAULT_STACK,
    nextHop: options.get('N'),
  };
}

function vmkping(call: Call): number {
  const { machine } = call.shell;
  const typed = read(call);
  const address = toNumber(typed.destination) === null ? machine.world.names[typed.destination] : typed.destination;
  if (address === undefined) return stop(call, INVENTED.pingUnknownHost(typed.destination));
  const asked = { ...typed, destination: address };
  const { destination, out, payload, count } = asked;
  const adapter = machine.state.config.vmknics.find(({ name, enabled }) => enabled && name === out);
  if (out !== undefined && !atLeast(machine.state, '5.1')) return stop(call, INVENTED.pingNoIpv4Interface);
  if (out !== undefined && adapter?.netstack !== asked.netstack) return stop(call, INVENTED.pingBadInterface(out));
  const path = pathOf(machine.state, machine.world, asked);
  remember(machine.state, path);
  const error = errorOf(asked, path);
  const answered = error === null && arrives(asked, path!) ? count : 0;
  const replies = [...Array(answered).keys()].map((i) => reply(destination, payload, i));
  const lines = error === null ? replies : Array(count).fill(error);
  print(call, [`PING ${typed.destination} (${destination}): ${payload} data bytes`, ...lines, ''].join('\n'));
  print(call, '\n');
  print(call, statistics(destination, count, answered).join('\n'));
  return answered > 0 ? 0 : 1;
}

function stop(call: Call, text: string): number {
  complain(call, text);
  return 1;
}

/** What the host itself says; a packet lost on the way says nothing. */
function errorOf({ dontFragment, payload }: Asked, path: Path | null): string | null {
  if (path === null) return INVENTED.noRoute;
  if (dontFragment && payload + HEADERS > path.vmknic.mtu) return ESTABLISHED.tooLong;
  return path.mac === null ? INVENTED.hostDown : null;
}

/** Without DF a packet is cut to the adapter's MTU, and its pieces may still be too large for the way. */
function arrives({ payload }: Asked, path: Path): boolean {
  const largest = Math.min(payload + HEADERS, path.vmknic.mtu);
  return path.delivered && path.answersPing && largest <= path.mtu;
}

function reply(host: string, payload: number, i: number): string {
  return `${payload + 8} bytes from ${host}: icmp_seq=${i} ttl=64 time=${time(i)} ms`;
}

function time(i: number): string {
  return (0.312 + ((i * 37) % 90) / 1000).toFixed(3);
}

function statistics(host: string, sent: number, received: number): string[] {
  const loss = sent === 0 ? 0 : Math.round((100 * (sent - received)) / sent);
  const times = [...Array(received).keys()].map((i) => Number(time(i)));
  const average = times.reduce((sum, each) => sum + each, 0) / (received || 1);
  return [
    `--- ${host} ping statistics ---`,
    `${sent} packets transmitted, ${received} packets received, ${loss}% packet loss`,
    ...(received > 0
      ? [
          `round-trip min/avg/max = ${[Math.min(...times), average, Math.max(...times)].map((ms) => ms.toFixed(3)).join('/')} ms`,
        ]
      : []),
  ];
}

/** Linux's ping in the Service Console, by its own table. */
function consolePing(call: Call): number {
  const { state, world } = call.shell.machine;
  const { destination, count, payload } = read(call);
  const route = lookup(state.config.console.routes, destination);
  const node = world.nodes.find(({ address }) => address === (route?.gateway ?? destination));
  const ok = route !== null && node !== undefined && (route.gateway === null || (node.reaches ?? []).length > 0);
  const own = state.config.console.interfaces[0]?.ipv4 ?? '';
  const rows = [...Array(count).keys()].map((i) =>
    ok
      ? `${payload + 8} bytes from ${destination}: icmp_seq=${i + 1} ttl=64 time=${time(i)} ms`
      : `From ${own} icmp_seq=${i + 1} Destination Host Unreachable`,
  );
  print(
    call,
    [
      `PING ${destination} (${destination}) ${payload}(${payload + HEADERS}) bytes of data.`,
      ...rows,
      '',
      `--- ${destination} ping statistics ---`,
      `${count} packets transmitted, ${ok ? count : 0} received,${ok ? '' : ` +${count} errors,`} ${ok ? 0 : 100}% packet loss, time ${count * 1000}ms`,
    ].join('\n'),
  );
  return ok ? 0 : 1;
}
