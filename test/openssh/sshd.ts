import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Login } from '../../src/hosts/login.ts';
import { provider } from '../../src/samples/provider.ts';
import { freePort } from '../support/free-port.ts';

const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find(isExecutable);

/** Why these tests cannot run here, or null. */
export const missing = SSHD === undefined ? 'no sshd here (Debian: openssh-server)' : null;

/** Passwords need a shadow file of our own, put over the real one in a mount namespace that only our sshd sees. */
export const passwordsMissing = missing ?? (canMount() ? null : 'no right to a mount namespace of our own');

/** A real OpenSSH server on 127.0.0.1, with shell scripts in the place of a host's programs. */
export interface Sshd {
  readonly port: number;
  readonly fingerprint: string;
  readonly folder: string;
  login(more?: Partial<Login>): Login;
  /** What it wrote to its log. */
  log(): string;
  close(): Promise<void>;
}

export const PASSWORD = 'correct-horse-of-the-test';

export interface SshdOptions {
  readonly passwords?: boolean;
  /** `/bin/sh` gives the account a shell that reads no start-up files; it needs a mount namespace. */
  readonly shell?: string;
}

export async function startSshd(
  more: readonly string[] = [],
  { passwords = false, shell }: SshdOptions = {},
): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-sshd-'));
  const port = await freePort();
  for (const name of ['host', 'user', 'stranger']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]);
  }
  standIns(join(folder, 'bin'));
  writeFileSync(join(folder, 'config'), config(folder, port, passwords, more));
  const child = start(folder, passwords, shell);
  const log: string[] = [];
  child.stderr!.on('data', (chunk) => log.push(String(chunk)));
  const end = () => child.kill('SIGKILL');
  process.once('exit', end); // where a test failed before it closed the server
  await listening(child, port, log);
  const fingerprint = execFileSync('ssh-keygen', ['-lf', join(folder, 'host.pub')])
    .toString()
    .split(' ')[1]!;
  return {
    port,
    fingerprint,
    folder,
    log: () => log.join(''),
    login: (other = {}) => ({
      name: 'esx-07',
      address: '127.0.0.1',
      port,
      user: userInfo().username,
      credential: { kind: 'key', key: { file: join(folder, 'user') } },
      hostKey: fingerprint,
      ...other,
    }),
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      process.off('exit', end);
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function config(folder: string, port: number, passwords: boolean, more: readonly string[]): string {
  return [
    ...more, // the first value of a keyword counts
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `PidFile ${folder}/pid`,
    `AuthorizedKeysFile ${folder}/user.pub`,
    'StrictModes no',
    'PermitRootLogin yes',
    `UsePAM ${passwords ? 'yes' : 'no'}`,
    `PasswordAuthentication ${passwords ? 'yes' : 'no'}`,
    `KbdInteractiveAuthentication ${passwords ? 'yes' : 'no'}`,
    'MaxStartups 500',
    'PerSourceMaxStartups none',
    `SetEnv PATH=${folder}/bin:/usr/bin:/bin`,
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

/** sshd must be called by its full path, since it starts itself again for each connection. */
function start(folder: string, passwords: boolean, shell: string | undefined): ChildProcess {
  const sshd = [SSHD!, '-D', '-e', '-f', join(folder, 'config')];
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const over = [
    ...(passwords ? [shadowFile(folder), '/etc/shadow'] : []),
    ...(shell === undefined ? [] : [passwdFile(folder, shell), '/etc/passwd']),
  ];
  const io = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  if (over.length === 0) return spawn(sshd[0]!, sshd.slice(1), io);
  const mounts = 'mount --make-rprivate / && while [ "$1" != -- ]; do mount --bind "$1" "$2" && shift 2; done; shift';
  return spawn('unshare', ['-m', 'sh', '-c', `${mounts} && exec "$@"`, 'sh', ...over, '--', ...sshd], io);
}

function shadowFile(folder: string): string {
  const hash = execFileSync('openssl', ['passwd', '-6', PASSWORD]).toString().trim();
  return replaceEntry(folder, '/etc/shadow', `${userInfo().username}:${hash}:19000:0:99999:7:::`);
}

function passwdFile(folder: string, shell: string): string {
  const { username, uid, gid, homedir } = userInfo();
  return replaceEntry(folder, '/etc/passwd', `${username}:x:${uid}:${gid}::${homedir}:${shell}`);
}

/** A copy of a system file in which one account's line is another. */
function replaceEntry(folder: string, file: string, line: string): string {
  const copy = join(folder, file.replaceAll('/', '_'));
  const account = line.slice(0, line.indexOf(':') + 1);
  const others = readFileSync(file, 'utf8')
    .split('\n')
    .filter((each) => !each.startsWith(account));
  writeFileSync(copy, [line, ...others].join('\n'), { mode: file === '/etc/shadow' ? 0o600 : 0o644 });
  return copy;
}

/** Waits until it takes connections; it says so only at some log levels. */
async function listening(child: ChildProcess, port: number, log: readonly string[]): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log.join('')}`);
    if (await answers(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGKILL');
  throw new Error(`sshd did not listen: ${log.join('')}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

/** Scripts that print what the sample host prints, by builtins alone: a fork more would count in the measurements. */
export function standIns(bin: string): void {
  mkdirSync(bin, { recursive: true });
  const answers = new Map<string, Map<string, string>>();
  for (const part of provider.text.split(/^\[root@provider:~\] /m).slice(1)) {
    const [command, ...output] = part.split('\n');
    const [program, ...words] = command!.split(' ');
    const of = answers.get(program!) ?? new Map();
    answers.set(program!, of.set(words.join(' '), output.join('\n').trim()));
  }
  for (const [program, outputs] of answers) {
    const cases = [...outputs].map(
      ([words, output]) => `'${words}') printf '%s\\n' '${output.replaceAll("'", "'\\''")}' ;;`,
    );
    const rest = `*) echo "Error: Unknown command or namespace $*" >&2; exit 1 ;;`;
    const sleep = '[ -n "$STAND_IN_SLEEP" ] && sleep "$STAND_IN_SLEEP"';
    writeFileSync(join(bin, program!), `#!/bin/sh\n${sleep}\ncase "$*" in\n${cases.join('\n')}\n${rest}\nesac\n`);
    chmodSync(join(bin, program!), 0o755);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}
