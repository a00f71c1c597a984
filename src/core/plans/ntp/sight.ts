/** How a host itself sees whether an expectation on its time holds: what is run, and what `grep` finds in it. For texts that arm. */
import type { EsxiVersion } from '../../esxi/version.ts';
import { type Words, words } from '../words.ts';
import { hasNtpSet, isOld, RULESET } from './command.ts';
import type { TimeExpectation } from './expectation.ts';

export interface Sight {
  /** The first that answers counts. */
  readonly ways: readonly Words[];
  /** Its output is one only where `grep -E` finds this; null: any output is, also none. */
  readonly whole: string | null;
  /** It may end with any status: a daemon that does not run is an answer, too. */
  readonly anyStatus: boolean;
  /** Every one of these is found, and none of the others. */
  readonly found: readonly string[];
  readonly not: readonly string[];
  /** No line is of this kind but those that are known. */
  readonly only: { readonly kind: string; readonly known: readonly string[] } | null;
}

/** null where this version shows no such thing, so that nothing may rest on it. */
export function timeSight(expected: TimeExpectation, version: EsxiVersion): Sight | null {
  switch (expected.about) {
    case 'servers':
      return hasNtpSet(version) ? serversOfStore(expected.servers) : serversOfFile(expected.servers);
    case 'directives':
      return hasNtpSet(version) ? directivesOf(expected.lines) : null;
    case 'enabled':
      return hasNtpSet(version)
        ? one('system ntp get', 'Enabled:', `^ *Enabled: *${expected.is}`)
        : plain('chkconfig --list ntpd', '^ntpd', '[ :]on( |$)|[[:space:]]3:on', expected.is);
    case 'running':
      return {
        ...plain(`${isOld(version) ? 'service ntpd' : '/etc/init.d/ntpd'} status`, 'ntpd', 'is running', expected.is),
        anyStatus: true,
      };
    case 'ruleset':
      if (isOld(version)) return null;
      return one(
        `network firewall ruleset list --ruleset-id=${RULESET}`,
        `^ *${RULESET} `,
        `^ *${RULESET} +${expected.is}`,
      );
    case 'allowed': {
      if (isOld(version)) return null;
      const list = `network firewall ruleset allowedip list --ruleset-id=${RULESET}`;
      const found = `^ *${RULESET} (.*[ ,])?${dots(expected.address)}(,|[[:space:]]|$)`;
      const sight = one(list, `^ *${RULESET}`, found);
      return expected.is ? sight : { ...sight, found: [], not: [found] };
    }
  }
}

/** What a shell tests in a file that holds the output. */
export function sightText({ found, not, only }: Sight, file: string, quoted: (text: string) => string): string {
  const grep = (pattern: string) => `grep -q -E ${quoted(pattern)} ${file}`;
  const rest =
    only === null
      ? []
      : [`! { grep -E ${quoted(only.kind)} ${file} | grep -q -v -E ${quoted(only.known.join('|'))}; }`];
  return [...found.map(grep), ...not.map((pattern) => `! ${grep(pattern)}`), ...rest].join(' && ');
}

const dots = (text: string) => text.replaceAll('.', '\\.');

/** As many as there are, and each of them, in any order. */
function serversOfStore(servers: readonly string[]): Sight {
  const each = '[^ ,]+';
  const list = servers.length === 0 ? '' : `${each}${`, *${each}`.repeat(servers.length - 1)}`;
  const sight = one('system ntp get', 'Servers:', `^ *Servers: *${list} *$`);
  const names = servers.map((server) => `^ *Servers: (.*[ ,])?${dots(server)}(,| *$)`);
  return { ...sight, found: [...sight.found, ...names] };
}

/** Each has its line; an output without any is none. */
function directivesOf(lines: readonly string[]): Sight {
  const blank = '[[:space:]]';
  const text = (line: string) => line.split(' ').map(dots).join(`${blank}+`);
  const sight = one('system ntp config get', `^${blank}*[a-z]`, '');
  return { ...sight, found: lines.map((line) => `^${blank}*${text(line)}${blank}*(#|$)`) };
}

/** Each has its line, and no line is of another, the host's own clock left out. */
function serversOfFile(servers: readonly string[]): Sight {
  const blank = '[[:space:]]';
  const line = (server: string) => `^${blank}*(server|pool)${blank}+${server}(${blank}|$)`;
  const found = servers.map((server) => line(dots(server)));
  const only = { kind: line('[^[:space:]]+'), known: [...found, line('127\\.127\\.[0-9.]+')] };
  return { ways: [words('cat /etc/ntp.conf')], whole: null, anyStatus: false, found, not: [], only };
}

function one(listing: string, whole: string, found: string): Sight {
  const ways = [words(`esxcli ${listing}`), words(`localcli ${listing}`)];
  return { ways, whole, anyStatus: false, found: [found], not: [], only: null };
}

function plain(text: string, whole: string, found: string, is: boolean): Sight {
  const sight = { ways: [words(text)], whole, anyStatus: false, only: null };
  return is ? { ...sight, found: [found], not: [] } : { ...sight, found: [], not: [found] };
}
