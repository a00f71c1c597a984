/** What a plan for time rests on: who is to set the clock, and whether its packets get out. */
import type { HostState } from '../../esxi/host-state.ts';
import { judgeTime } from '../../time/judge.ts';
import { RULESET } from './command.ts';

/** Nothing in it changes by itself: no offset, no reach, no number of a process. null: not read. */
export interface TimeListing {
  readonly version: string | null;
  readonly build: string | null;
  /** In their order: the first is asked no more than the others, but a list is given back as it was. */
  readonly servers: readonly string[] | null;
  /** The lines of those servers with their options. */
  readonly lines: readonly string[] | null;
  /** Lines besides servers, as far as they were read. */
  readonly directives: readonly string[] | null;
  readonly enabled: boolean | null;
  readonly running: boolean | null;
  readonly ruleset: {
    readonly enabled: boolean | null;
    readonly allowedAll: boolean | null;
    readonly allowedIps: readonly string[] | null;
  } | null;
  /** The host's firewall as a whole. */
  readonly firewall: boolean | null;
}

export function timeListing(state: HostState): TimeListing {
  const { host, ntp, firewall } = state;
  const ruleset = firewall?.rulesets?.find(({ id }) => id === RULESET);
  const all = ntp?.directives?.map(({ keyword, args }) => ({ keyword, args, text: [keyword, ...args].join(' ') }));
  const isTheirs = ({ keyword, args }: { readonly keyword: string; readonly args: readonly string[] }) =>
    (keyword === 'server' || keyword === 'pool') && args[0] !== undefined && !args[0].startsWith('127.127.');
  const running = judgeTime(state).running ?? ntp?.running ?? null;
  return {
    version: host.version ?? null,
    build: host.build ?? null,
    servers: ntp?.servers?.filter((server) => !server.startsWith('127.127.')) ?? null,
    lines: all?.filter(isTheirs).map(({ text }) => text) ?? null,
    directives: all?.filter((each) => !isTheirs(each)).map(({ text }) => text) ?? null,
    enabled: ntp?.enabled ?? null,
    running,
    ruleset:
      ruleset === undefined
        ? null
        : {
            enabled: ruleset.enabled ?? null,
            allowedAll: ruleset.allowedAll ?? null,
            allowedIps: ruleset.allowedIps === undefined ? null : ruleset.allowedIps.toSorted(),
          },
    firewall: firewall?.enabled ?? null,
  };
}

/** What a list of servers does not hold: options of theirs, and lines besides them that not every host has; null: not read. */
export function otherDirectives({ directives, lines }: TimeListing): readonly string[] | null {
  if (directives === null) return null;
  const options = lines?.filter((line) => line.split(' ').length > 2) ?? [];
  return [...directives.filter((line) => !/^(?:restrict|driftfile) /.test(line)), ...options];
}

/** What moved between two reads, one sentence each; empty exactly where they are the same. */
export function timeDrift(before: TimeListing, now: TimeListing): readonly string[] {
  return (
    (Object.keys(NAMES) as (keyof TimeListing)[])
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]))
      // A server that is another has another line.
      .filter((key, _, moved) => key !== 'lines' || !moved.includes('servers'))
      .map((key) => `${NAMES[key]} was ${shown(before[key])} and is ${shown(now[key])}.`)
  );
}

const NAMES: Readonly<Record<keyof TimeListing, string>> = {
  version: 'The version',
  build: 'The build',
  servers: 'The list of time servers',
  lines: 'What the file says of servers',
  directives: 'The rest of the file',
  enabled: 'The start of NTP with the host',
  running: 'Whether the daemon runs',
  ruleset: `The ruleset ${RULESET}`,
  firewall: 'The firewall',
};

function shown(value: TimeListing[keyof TimeListing]): string {
  if (value === null) return 'not shown';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value;
  if ('enabled' in value) {
    const whom = value.allowedAll ? 'all' : (value.allowedIps?.join(', ') ?? 'not shown');
    return `${value.enabled === null ? 'not shown' : value.enabled ? 'open' : 'closed'} (${whom})`;
  }
  return value.length === 0 ? 'empty' : value.join(', ');
}
