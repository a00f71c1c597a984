import type { Asked } from './command.ts';
import { list } from './core/describe/words.ts';
import { Problem } from './problem.ts';

/** Some of several hosts were read and others not. */
export class HostsUnread extends Problem {
  /** Those that were read. */
  readonly read: readonly string[];
  /** What the first of the others came to. */
  readonly first: Problem;

  constructor(read: readonly string[], unread: ReadonlyMap<string, Problem>) {
    const [first] = unread.values();
    const faults = [...unread].map(([host, { message }]) => `${host}: ${message}`);
    super({
      code: 'hosts-not-read',
      message: `Not read: ${list([...unread.keys()])}. ${first!.message}`,
      next: first!.next,
      exit: 3,
      ...(faults.length > 1 && { faults }),
    });
    this.read = read;
    this.first = first!;
  }
}

/** The words to ask the same of the hosts that were read; null for a verb that does not take some for all. */
export function wordsWithout({ verb, words, stack }: Asked, read: readonly string[]): string | null {
  const rest = stack === undefined ? [] : ['stack', stack];
  if (verb === 'ntp' || (verb === 'compare' && read.length > 1)) return [verb, ...read, ...words, ...rest].join(' ');
  return verb === 'fix' ? [verb, words[0], read.join(','), ...words.slice(1), ...rest].join(' ') : null;
}

/** As somebody is told it who asked so: with what to ask instead, or as the one host's fault where there is nothing else to ask. */
export function toldWithout(fault: unknown, asked: Asked): unknown {
  if (!(fault instanceof HostsUnread)) return fault;
  const words = wordsWithout(asked, fault.read);
  if (words === null) return fault.first;
  const { code, message, faults, exit } = fault;
  return new Problem({ code, message, next: `Ask without: vmkbot ${words}. ${fault.next}`, exit, faults });
}
