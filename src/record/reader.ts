import type { AuditEntry } from '../changes/audit.ts';

/** Who reads: the hosts that they may see, and how people are called where they read it. */
export interface Reader {
  readonly hosts: readonly string[] | 'all';
  readonly name?: (id: string) => Promise<string>;
}

/** What is about several hosts is seen by whoever may see each of them. */
export function sees({ hosts }: Reader, of: readonly string[]): boolean {
  return hosts === 'all' || of.every((each) => hosts.includes(each));
}

export const hostsIn = ({ host, hosts }: AuditEntry): readonly string[] => hosts ?? [host];

export function isAbout(hosts: readonly string[], host: string): boolean {
  return hosts.some((each) => each.toLowerCase() === host.toLowerCase());
}

/** How many of what is asked for are given. */
export const clamp = (n: number, most: number) => Math.min(Math.max(0, Math.trunc(n) || 0), most);
