import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Login } from '../../src/hosts/login.ts';
import { provider } from '../../src/samples/provider.ts';

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

export async function startSshd(more: readonly string[] = [], { passwords = false } = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-sshd-'));
  const port = await freePort();
  for (const name of ['host', 'user', 'stranger']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]);
  }
  standIns(join(folder, 'bin'));
  writeFileSync(join(folder, 'config'), config(folder, port, passwords, more));
  const child = start(folder, passwords);
  const log: string[] = [];
  child.stderr!.on('data', (chunk) => log.push(String(chunk)));
  await listening(child, log);
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
function start(folder: string, passwords: boolean): ChildProcess {
  const sshd = [SSHD!, '-D', '-e', '-f', join(folder, 'config')];
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  if (!passwords) return spawn(sshd[0]!, sshd.slice(1), { stdio: ['ignore', 'ignore', 'pipe'] });
  const hash = execFileSync('openssl', ['passwd', '-6', PASSWORD]).toString().trim();
  const shadow = join(folder, 'shadow');
  const user = userInfo().username;
  const others = readFileSync('/etc/shadow', 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith(`${user}:`));
  writeFileSync(shadow, [`${user}:${hash}:19000:0:99999:7:::`, ...others].join('\n'), { mode: 0o600 });
  const script = 'mount --make-rprivate / && mount --bind "$1" /etc/shadow && shift && exec "$@"';
  return spawn('unshare', ['-m', 'sh', '-c', script, 'sh', shadow, ...sshd], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function listening(child: ChildProcess, log: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      if (!log.join('').includes('Server listening')) return;
      clearInterval(look);
      resolve();
    }, 5);
    child.once('exit', () => {
      clearInterval(look);
      reject(new Error(`sshd ended: ${log.join('')}`));
    });
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

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
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
