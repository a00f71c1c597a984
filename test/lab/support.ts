import { createConnection } from 'node:net';
import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { hostState, type SimulatedHost, type SimulatedState, startHost } from '../../src/lab/esxi/index.ts';
import { Machine } from '../../src/lab/esxi/machine.ts';
import { interpret, newShell } from '../../src/lab/esxi/shell/run.ts';
import { Buffered, EMPTY } from '../../src/lab/esxi/shell/streams.ts';
import { promptOf } from '../../src/lab/esxi/versions.ts';

export interface Said {
  stdout: string;
  stderr: string;
  status: number | null;
}

/** Runs a text on a machine, without SSH. */
export async function run(machine: Machine, text: string): Promise<Said> {
  const [stdout, stderr] = [new Buffered(), new Buffered()];
  const shell = newShell(machine, { stdin: EMPTY, stdout, stderr });
  const status = await interpret(shell, text);
  machine.finish(shell.pid);
  return { stdout: stdout.text, stderr: stderr.text, status };
}

/** A machine for the time of a test. */
export async function withMachine<T>(
  state: SimulatedState | string,
  work: (machine: Machine) => Promise<T>,
  more: ConstructorParameters<typeof Machine>[1] = {},
): Promise<T> {
  const machine = new Machine(typeof state === 'string' ? hostState(state) : state, more);
  try {
    return await work(machine);
  } finally {
    machine.close();
  }
}

/** What the commands print, as a session on the host would show it. */
export async function session(machine: Machine, commands: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const command of commands) {
    const { stdout } = await run(machine, command);
    parts.push(`${promptOf(machine.state, machine.state.product === 'ESX' ? '' : '~')}${command}\n${stdout}`);
  }
  return parts.join('\n');
}

/** A host for the time of a test. */
export async function withHost<T>(
  options: Parameters<typeof startHost>[0],
  work: (host: SimulatedHost) => Promise<T>,
): Promise<T> {
  const host = await startHost(options);
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** Logs in; rejects where that does not work. */
export async function connect(host: SimulatedHost, more: ConnectConfig = {}): Promise<Client> {
  const client = new ssh2.Client();
  const sock = createConnection({ host: '127.0.0.1', port: host.port, noDelay: true });
  return new Promise((done, fail) => {
    client.once('ready', () => {
      client.on('error', () => undefined);
      done(client);
    });
    client.once('error', (error) => {
      client.on('error', () => undefined);
      client.destroy();
      fail(error);
    });
    client.once('close', () => fail(new Error('closed')));
    sock.once('error', fail);
    client.connect({ sock, username: 'root', password: 'lab', readyTimeout: 1500, ...more });
  });
}

/** One command over SSH; status null where none came. */
export function exec(client: Client, command: string): Promise<Said> {
  return new Promise((done, fail) => {
    client.exec(command, (error, channel) => {
      if (error) return fail(error);
      const said: Said = { stdout: '', stderr: '', status: null };
      channel.on('data', (data: Buffer) => {
        said.stdout += data;
      });
      channel.stderr.on('data', (data: Buffer) => {
        said.stderr += data;
      });
      channel.on('exit', (status: number) => {
        said.status = status;
      });
      channel.on('close', () => done(said));
    });
  });
}

/** Whether something does not happen within this time. */
export async function stillWaiting(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<true>((done) => {
    timer = setTimeout(() => done(true), ms);
  });
  const settled = promise.then(
    () => false,
    () => false,
  );
  const answer = await Promise.race([settled, waited]);
  clearTimeout(timer);
  return answer;
}

/** Every listing a capture of this host would hold. */
export function listings(state: SimulatedState): string[] {
  const [major, minor] = state.version.split('.').map(Number) as [number, number];
  const from = (a: number, b: number) => major > a || (major === a && minor >= b);
  const stacks = state.config.netstacks.filter((key) => key !== 'defaultTcpipStack');
  return [
    'vmware -v',
    'esxcfg-vmknic -l',
    ...(from(5, 1)
      ? ['esxcli network ip route ipv4 list', ...stacks.map((key) => `esxcli network ip route ipv4 list -N ${key}`)]
      : ['esxcfg-route -l']),
    ...(from(5, 0)
      ? [
          'esxcli network ip interface ipv4 get',
          'esxcli network ip interface list',
          'esxcli network vswitch standard list',
          'esxcli network vswitch standard portgroup list',
          'esxcli network nic list',
          'esxcli network ip neighbor list',
          'esxcli network ip connection list',
          'esxcli network ip dns server list',
          'esxcli iscsi networkportal list',
          'esxcli iscsi adapter list',
          'esxcli iscsi physicalnetworkportal list',
          'esxcli storage nfs list',
          ...state.config.vswitches.map(({ name }) => `esxcli network vswitch standard policy failover get -v ${name}`),
          ...state.config.vswitches
            .flatMap(({ portgroups }) => portgroups)
            .filter(({ teaming }) => teaming !== undefined)
            .map(({ name }) => `esxcli network vswitch standard portgroup policy failover get -p "${name}"`),
        ]
      : ['esxcfg-vswitch -l', 'esxcfg-nics -l', 'esxcfg-nas -l', 'cat /var/log/messages']),
    ...(from(4, 0) && !from(5, 0) ? ['esxcfg-route -n'] : []),
    ...(state.config.console.interfaces.length > 0 ? ['esxcfg-vswif -l', 'route -n'] : []),
    ...(from(5, 1) ? state.config.vmknics.map(({ name }) => `esxcli network ip interface tag get -i ${name}`) : []),
    ...(from(5, 0)
      ? [
          'esxcli network vswitch dvs vmware list',
          'vim-cmd hostsvc/net/query_networkhint',
          ...state.config.vswitches
            .flatMap(({ portgroups }) => portgroups)
            .filter(({ security }) => security !== undefined)
            .map(({ name }) => `esxcli network vswitch standard portgroup policy security get -p "${name}"`),
        ]
      : []),
    ...(from(5, 5) ? ['esxcli network ip netstack list'] : []),
    ...(from(6, 0) ? ['esxcli system settings advanced list -o /Mem/ShareForceSalting'] : []),
    ...(from(5, 0) ? ['esxcli software profile get', 'esxcli software vib list'] : []),
    ...Object.keys(state.depots ?? {}).map((path) => `esxcli software sources profile list -d ${path}`),
    ...(state.memory === undefined ? [] : ['esxtop']),
    ...Object.keys(state.logs).flatMap((path) => (path.endsWith('.vmx') ? [`cat ${path}`] : [])),
  ];
}

/** What tells of a host's time. A daemon that does not run says so beside its output, and so it is not listed. */
export function timeListings({ version, config }: SimulatedState): string[] {
  const seven = Number(version.split('.')[0]) >= 7;
  return [
    ...(seven ? ['esxcli system ntp get'] : ['cat /etc/ntp.conf', 'chkconfig --list ntpd']),
    ...(config.ntp.running ? ['ntpq -pn', 'ntpq -c rv'] : []),
    ...['list', 'allowedip list'].map((each) => `esxcli network firewall ruleset ${each} --ruleset-id=ntpClient`),
    ...(seven ? ['vsish -e get /system/ntpclock/clockData'] : []),
  ];
}
