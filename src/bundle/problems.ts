import { Problem } from '../problem.ts';
import type { Limits } from './limits.ts';

const refused = (code: string, message: string, next: string) => new Problem({ code, message, next, exit: 1 });

const PASTE =
  'Unpack it yourself and give the files of its commands and var/run/log folders that matter, or paste them.';
const AGAIN = 'Fetch or make the bundle again; vm-support on the host, or Export System Logs, makes one.';

export const notPacked = (name: string) =>
  refused(
    'bundle',
    `${name} is not packed as a vm-support bundle is (gzip of tar).`,
    `${AGAIN} A .zip that vCenter exports holds the .tgz of each host: unpack it once.`,
  );

export const packedTwice = (name: string) =>
  refused('bundle', `${name} is packed twice, so I did not open it.`, 'Unpack it once and give the .tgz inside.');

export const nothingInside = (name: string) =>
  refused('bundle', `${name} holds none of the outputs and logs that I read of a vm-support bundle.`, AGAIN);

export const damaged = (name: string) =>
  refused('bundle-damaged', `${name} is damaged or cut off before the first output that I read.`, AGAIN);

export const unsafeMember = (name: string, member: string) =>
  refused(
    'bundle-unsafe',
    `${name} has a member that points out of the bundle (${member}), which vm-support never writes, so I read nothing of it.`,
    'Ask whoever made it where it comes from.',
  );

export const bomb = (name: string, ratio: number) =>
  refused(
    'bundle-unsafe',
    `${name} unpacks to more than ${ratio} times its size, which no bundle does, so I stopped.`,
    PASTE,
  );

export const tooLarge = (name: string, what: 'packed' | 'unpacked', { [what]: most }: Limits) =>
  refused('too-large', `${name} has more than ${size(most)} ${what}, and I read no more than that.`, PASTE);

export const tooMany = (name: string, { members }: Limits) =>
  refused('too-large', `${name} has more than ${members} members, and I read no more than that.`, PASTE);

export const tooSlow = (name: string, { milliseconds }: Limits) =>
  refused(
    'too-slow',
    `${name} took longer than ${Math.round(milliseconds / 60_000)} minutes to read, so I stopped.`,
    PASTE,
  );

function size(bytes: number): string {
  const mb = Math.round(bytes / (1024 * 1024));
  return mb >= 1024 ? `${Math.round(mb / 1024)} GB` : `${mb} MB`;
}
