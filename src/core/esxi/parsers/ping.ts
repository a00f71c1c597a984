import { readIpv4, readIpv6 } from '../../net/address.ts';
import { optionValue, stackNamed } from '../reading/command-line.ts';
import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

/** One run being read. */
interface Run {
  line: Line;
  destination?: string;
  payload?: number;
  sent?: number;
  received?: number;
  replies: number;
  duplicates: number;
  error: string | null;
  /** Where the counts and the error stood. */
  readonly lines: Record<string, Line>;
}

const BEGIN =
  /^\s*PING6?\s*(?:\([^)]*\s)?\s*(\S+)(?: \(([^)]+)\))?(?::| )\s*(?:.*?-->\s*\S+\s*)?(\d+)(?:\(\d+\))? (?:data bytes|bytes of data)/;
/** `PING6(56=40+8+8 bytes) SOURCE --> DESTINATION`: its 56 counts headers too, so it is no payload. */
const BEGIN6 = /^\s*PING6\([^)]*\)\s+\S+\s+-->\s+(\S+)/;
const STATISTICS = /^\s*(\d+) packets transmitted, (\d+) (?:packets )?received/;
/** Linux and FreeBSD write `+2 duplicates`, OpenBSD `2 duplicates`. */
const DUPLICATES = /, \+?(\d+) duplicates,/;
const DUPLICATE = /\(DUP!\)\s*$/;
const REPLY = /^\s*\d+ bytes from \S+/;
const AROUND = /^\s*(?:-+ .* statistics -+|round-trip |rtt |ping: )/;
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/message too long/i, 'message-too-long'],
  [/network (?:is )?unreachable|no route to host/i, 'network-unreachable'],
  [/host is down/i, 'host-down'],
  [/destination host unreachable/i, 'host-unreachable'],
  [/unknown interface/i, 'unknown-interface'],
  [/invalid (?:interface|argument)|can'?t (?:assign|bind)/i, 'bad-argument'],
];

/**
 * `ping`, `vmkping`: what was asked, and how many answers came. People trim it to the line of statistics.
 *
 *     PING 10.0.1.1 (10.0.1.1): 56 data bytes
 *     64 bytes from 10.0.1.1: icmp_seq=0 ttl=64 time=0.337 ms
 *
 *     --- 10.0.1.1 ping statistics ---
 *     2 packets transmitted, 2 packets received, 0% packet loss
 */
export const ping: Parser = {
  id: 'ping',
  commands: ['vmkping', 'ping'],
  section: 'pings',
  readLine(line, context) {
    const begin = line.text.includes('PING') ? BEGIN.exec(line.text) : null;
    if (begin) {
      const done = finished(context);
      const address = begin[2] ?? begin[1]!;
      context.memo.set('ping', {
        line,
        destination: address.replace(/:$/, ''),
        payload: Number(begin[3]),
        replies: 0,
        duplicates: 0,
        error: null,
        lines: {},
      } satisfies Run);
      return done;
    }
    const six = line.text.includes('PING6(') ? BEGIN6.exec(line.text) : null;
    if (six) {
      const done = finished(context);
      context.memo.set('ping', {
        line,
        destination: six[1]!,
        replies: 0,
        duplicates: 0,
        error: null,
        lines: {},
      } satisfies Run);
      return done;
    }
    return continued(line, context);
  },
  finish: finished,
};

function continued(line: Line, context: Context): Fact[] | null {
  const { memo, command } = context;
  const asked = /^(?:vmk)?ping6?\b/.test(command.name);
  const run = (memo.get('ping') as Run | undefined) ?? (asked ? begun(line, command.words) : undefined);
  if (run === undefined) return null;
  const statistics = STATISTICS.exec(line.text);
  const error = /sendto|ping:|unreachable|host is down|unknown interface|cannot|can't/i.test(line.text)
    ? ERRORS.find(([form]) => form.test(line.text))?.[1]
    : undefined;
  if (statistics) {
    [run.sent, run.received] = [Number(statistics[1]), Number(statistics[2])];
    run.lines.sent = line;
    run.lines.received = line;
    const counted = DUPLICATES.exec(line.text)?.[1];
    if (counted !== undefined) {
      run.duplicates = Number(counted);
      run.lines.duplicates = line;
    }
  } else if (REPLY.test(line.text) && DUPLICATE.test(line.text)) {
    run.duplicates++;
    run.lines.duplicates ??= line;
  } else if (REPLY.test(line.text)) run.replies++;
  else if (error !== undefined) {
    run.lines.error ??= line;
    run.error ??= error;
  } else if (!AROUND.test(line.text)) return null;
  memo.set('ping', run);
  return [];
}

function begun(line: Line, words: readonly string[]): Run {
  const last = words.slice(1).findLast((word) => readIpv4(word) !== null || readIpv6(word) !== null);
  return {
    line,
    replies: 0,
    duplicates: 0,
    error: null,
    lines: {},
    ...(last === undefined ? {} : { destination: last }),
  };
}

function finished({ memo, command, system }: Context): Fact[] {
  const run = memo.get('ping') as Run | undefined;
  memo.delete('ping');
  if (run?.destination === undefined || (readIpv4(run.destination) === null && readIpv6(run.destination) === null))
    return [];
  const { words } = command;
  // A command that was cut before its destination may have lost its options too.
  const asked =
    /^(?:vmk)?ping6?\b/.test(command.name) && words.slice(1).some((word) => /^[\w-][\w.:-]*[.:][\w.:-]+$/.test(word));
  const size = optionValue(words, ['-s'])?.match(/^\d+$/)?.[0];
  const stack = stackNamed(
    words.find((word) => word.startsWith('++netstack='))?.slice(11) ?? optionValue(words, ['-S']),
  );
  const out = words.find((word) => /^-I(?:vmk\d+)$/.test(word))?.slice(2) ?? optionValue(words, ['-I']) ?? undefined;
  const values = {
    destination: run.destination,
    vmknic: asked && /^vmk\d+$/.test(out ?? '') ? out : undefined,
    netstack: asked ? stack : undefined,
    payload: run.payload ?? (size === undefined ? undefined : Number(size)),
    dontFragment: asked ? words.some((word) => /^-\w*d\w*$/.test(word) && !word.startsWith('--')) : undefined,
    sent: run.sent,
    received: run.received,
    replies: run.replies > 0 ? run.replies : undefined,
    duplicates: run.duplicates > 0 ? run.duplicates : undefined,
    error: run.error,
    console: system === 'console' && /^ping/.test(command.name) ? true : undefined,
  };
  return [{ ...fact('pings', `${run.line.number}`, omit(values), run.line), lines: run.lines }];
}
