import { isDeepStrictEqual } from 'node:util';
import type { Machine } from './machine.ts';
import type { Ntp } from './state.ts';

/** What is there without being in RAM's own list: the directories, and the files that show the state. */
const FIXED: ReadonlySet<string> = new Set(['/', '/etc', '/etc/vmware', '/var', '/var/log']);
const SHOWN = ['/etc/ntp.conf', '/etc/resolv.conf', '/etc/vmware/esx.conf'];

/** The RAM disk: /tmp and what a few known paths show of the state. */
export class Disk {
  readonly #machine: Machine;
  #files = new Map<string, string>();
  #directories = new Set<string>(['/tmp']);

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  read(path: string): string | null {
    return this.#files.get(path) ?? shown(this.#machine, path);
  }

  /** False where there is no such directory, or where nothing may be written. */
  write(path: string, text: string): boolean {
    if (path === '/etc/ntp.conf') return writeNtpConf(this.#machine, text);
    const directory = path.replace(/\/[^/]*$/, '');
    if (!this.#directories.has(directory) && directory !== '/etc') return false;
    this.#files.set(path, text);
    return true;
  }

  isDirectory(path: string): boolean {
    return this.#directories.has(path) || FIXED.has(path);
  }

  makeDirectory(path: string): 'made' | 'exists' | 'no-parent' {
    if (this.isDirectory(path) || this.#files.has(path)) return 'exists';
    if (!this.isDirectory(path.replace(/\/[^/]*$/, '') || '/')) return 'no-parent';
    this.#directories.add(path);
    return 'made';
  }

  remove(path: string): boolean {
    return this.#files.delete(path) || this.#directories.delete(path);
  }

  /** Everything under a directory, the directory too. */
  removeTree(path: string): boolean {
    const within = this.all().filter((each) => each === path || each.startsWith(`${path}/`));
    for (const each of within) this.remove(each);
    return within.length > 0;
  }

  /** Every path in RAM. */
  all(): string[] {
    return [...this.#files.keys(), ...this.#directories].sort();
  }

  children(directory: string): string[] {
    const start = directory === '/' ? '/' : `${directory}/`;
    const known = [...FIXED, ...SHOWN, ...Object.keys(this.#machine.state.logs)].filter((path) => this.#exists(path));
    const names = [...new Set([...this.all(), ...known])].filter(
      (path) => path.startsWith(start) && path !== directory,
    );
    return [...new Set(names.map((path) => path.slice(start.length).split('/')[0]!))].sort();
  }

  #exists(path: string): boolean {
    return this.isDirectory(path) || this.read(path) !== null;
  }

  wipe(): void {
    this.#files = new Map();
    this.#directories = new Set(['/tmp']);
  }
}

function shown({ state }: Machine, path: string): string | null {
  if (path === '/dev/null') return '';
  if (path === '/etc/ntp.conf') return ntpConf(state.config.ntp);
  if (path === '/etc/resolv.conf') return state.config.dns.servers.map((each) => `nameserver ${each}\n`).join('');
  if (path === '/etc/vmware/esx.conf' && Number(state.version[0]) < 7) return esxConf(state.config);
  const log = state.logs[path];
  return log === undefined ? null : log.map((line) => `${line}\n`).join('');
}

function ntpConf({ directives, servers, file }: Ntp): string {
  if (file !== undefined && isDeepStrictEqual(conf(file), { directives, servers })) return file;
  return [...directives, ...servers.map((server) => `server ${server}`)].map((line) => `${line}\n`).join('');
}

/** Up to 6.7 the file is the configuration; from 7.0 on an edit of it is not kept (ntp.md N8, N21). */
function writeNtpConf({ state }: Machine, text: string): boolean {
  if (Number(state.version[0]) >= 7) return true;
  Object.assign(state.config.ntp, conf(text), { file: text });
  return true;
}

/** What a file says to ntpd: comments and blank lines say nothing. */
function conf(text: string): Pick<Ntp, 'directives' | 'servers'> {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  return {
    servers: lines.flatMap((line) => /^\s*(?:server|pool)\s+(\S+)/.exec(line)?.[1] ?? []),
    directives: lines.filter((line) => !/^\s*(?:server|pool)\s/.test(line)),
  };
}

/** The lines of 4.x to 6.x that tell of adapters and their services (commands.md 4). */
function esxConf({ vmknics }: Machine['state']['config']): string {
  const tagged = (tag: string) => vmknics.find(({ tags }) => tags.includes(tag))?.name;
  const services = [
    ['/adv/Net/ManagementIface', tagged('Management')],
    ['/adv/Migrate/Vmknic', tagged('VMotion')],
    ['/adv/FT/Vmknic', tagged('faultToleranceLogging')],
  ];
  return services.map(([path, name]) => (name ? `${path} = "${name}"\n` : '')).join('');
}
