import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import { fingerprintOf, type Login } from '../../src/hosts/login.ts';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';

/** What an odd host says to one command. */
export interface Said {
  readonly out?: string;
  readonly err?: string;
  readonly status?: number;
}

/** An SSH server that does with each exec what a test says, to show what no simulated ESXi would do. */
export interface OddHost {
  readonly login: Login;
  /** Every exec, as it was asked for. */
  readonly execs: string[];
  /** Channels of execs that are still open. */
  readonly open: Set<ServerChannel>;
  connections(): number;
  close(): Promise<void>;
}

/** `held`: what is asked for is granted once this is settled. */
export async function oddHost(
  onExec: (line: string, channel: ServerChannel) => void,
  held?: Promise<void>,
): Promise<OddHost> {
  const { private: key, public: shown } = newKeyPair();
  const execs: string[] = [];
  const open = new Set<ServerChannel>();
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    client.on('error', () => {});
    client.on('authentication', (context) =>
      context.method === 'password' ? context.accept() : context.reject(['password']),
    );
    client.on('session', (accept) =>
      accept().on('exec', (allow, _, { command }) => {
        execs.push(command);
        void Promise.resolve(held).then(() => grant(command, allow()));
      }),
    );
  });
  const grant = (command: string, channel: ServerChannel) => {
    open.add(channel);
    channel.on('error', () => {});
    channel.resume(); // else the end of what is sent to it is not seen
    channel.on('close', () => open.delete(channel));
    onExec(command, channel);
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const parsed = ssh2.utils.parseKey(shown);
  if (parsed instanceof Error) throw parsed;
  return {
    login: {
      name: 'esx-07',
      address: '127.0.0.1',
      port: (server.address() as { port: number }).port,
      user: 'root',
      credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
      hostKey: fingerprintOf(parsed.getPublicSSH()),
    },
    execs,
    open,
    connections: () => clients.size,
    async close() {
      for (const client of clients) client.end();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** The commands of a batch, and its nonce; null for any other exec. */
export function batchOf(line: string): { readonly nonce: string; readonly commands: string[] } | null {
  const [, nonce] = /^echo ([0-9a-f]{32}) 0 /.exec(line) ?? [];
  if (nonce === undefined) return null;
  const parts = line.split('; ');
  return { nonce, commands: parts.filter((_, i) => parts[i + 1] === 'r=$?') };
}

/** Prints a batch as a shell does; the channel stays open. */
export function printBatch(line: string, channel: ServerChannel, answer: (command: string) => Said): void {
  const batch = batchOf(line);
  if (batch === null) return;
  const { nonce, commands } = batch;
  channel.write(`${nonce} 0 4711\n`);
  channel.stderr.write(`${nonce} 0\n`);
  for (const [i, command] of commands.entries()) {
    const { out = '', err = '', status = 0 } = answer(command);
    channel.write(`${out}\n${nonce} ${i + 1} ${status}\n`);
    channel.stderr.write(`${err}\n${nonce} ${i + 1}\n`);
  }
}

/** Answers a batch and ends; whatever else is asked ends well without a word. */
export function answerBatch(line: string, channel: ServerChannel, answer: (command: string) => Said): void {
  printBatch(line, channel, answer);
  channel.exit(0);
  channel.end();
}
