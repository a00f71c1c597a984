/** The programs that people reach many hosts with, on the same hosts in the same run. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files by which OpenSSH's client and ansible know the hosts, each by a name and a port of its own. */
export interface Files {
  readonly config: string;
  readonly master: string;
  readonly inventory: string;
}

/** `folder` holds `host.pub`, which all hosts show, and `user`, which all admit. */
export function clientFiles(folder: string, user: string, ports: ReadonlyMap<string, number>): Files {
  const [config, master, inventory] = ['ssh.conf', 'master.conf', 'inventory'].map((name) => join(folder, name));
  const each = [...ports].map(([name, port]) => `Host ${name}\n  Port ${port}\n`).join('');
  const all = `Host h*\n  HostName 127.0.0.1\n  User ${user}\n  IdentityFile ${folder}/user\n  IdentitiesOnly yes\n  HostKeyAlias lab\n  UserKnownHostsFile ${folder}/known\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n`;
  const [kind, key] = readFileSync(join(folder, 'host.pub'), 'utf8').split(' ');
  mkdirSync(join(folder, 'm'));
  writeFileSync(join(folder, 'known'), `lab ${kind} ${key}\n`);
  writeFileSync(config!, `${each}${all}`);
  writeFileSync(master!, `${each}${all}  ControlMaster auto\n  ControlPersist 120\n  ControlPath ${folder}/m/%n\n`);
  writeFileSync(inventory!, `${[...ports.keys()].join('\n')}\n[all:vars]\nansible_ssh_common_args=-F ${config}\n`);
  return { config: config!, master: master!, inventory: inventory! };
}

/** A run of one program over some hosts; null where it is not here. It fails where the program says that one host failed. */
export type Rival = (names: readonly string[], atOnce: number, line: string) => Promise<void> | null;

export function rivals(files: Files): Readonly<Record<string, Rival>> {
  const xargs =
    (file: string): Rival =>
    (names, atOnce, line) =>
      ran('xargs', ['-P', `${atOnce}`, '-I{}', 'ssh', '-F', file, '{}', line], {}, names.join('\n'));
  return {
    'xargs ssh': xargs(files.config),
    'ControlMaster, warm': xargs(files.master),
    pdsh: (names, atOnce, line) =>
      ran('pdsh', ['-S', '-R', 'ssh', '-f', `${atOnce}`, '-w', names.join(','), line], {
        PDSH_SSH_ARGS_APPEND: `-F ${files.config}`,
      }),
    clush: (names, atOnce, line) =>
      ran('clush', ['-S', '-f', `${atOnce}`, '-o', `-F ${files.config}`, '-w', names.join(','), line]),
    'ansible raw': (names, atOnce, line) =>
      ran('ansible', ['-i', files.inventory, names.join(','), '-m', 'raw', '-f', `${atOnce}`, '-a', line], {
        ANSIBLE_SSH_ARGS: '-C -o ControlMaster=no',
        ANSIBLE_HOST_KEY_CHECKING: 'True',
        ANSIBLE_LOCALHOST_WARNING: '0',
      }),
  };
}

/** Ends the masters that a warm run left behind. */
export function endMasters({ master }: Files, names: readonly string[]): void {
  for (const name of names) execFileSync('sh', ['-c', `ssh -F ${master} -O exit ${name} || true`], { stdio: 'ignore' });
}

function ran(program: string, words: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): Promise<void> | null {
  if (!isHere(program === 'xargs' ? 'ssh' : program)) return null;
  return new Promise<void>((resolve, reject) => {
    const child = spawn(program, words, { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdin.end(input);
    child.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`${program} ended with ${status}: ${said.slice(0, 300)}`)),
    );
  });
}

function isHere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
