import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const OWN = /\bsystem ntp test$/;
const BEGINS = /^\s*Comments:\s*(.*)$/;
/** Looked at first: nearly every line of a capture is of something else. */
const MAYBE = /Comments:|Timeinsync:|Service |NTP is|ntpd is/i;
/** What every test says, whatever it found. */
const ALWAYS =
  /^(?:Service analysis|Test started at|Verifying|Virtual NIC|Physical NIC|IP Interface|Polling every|Network delay)\b/;
const VERDICT = /^\s*Timeinsync:\s*(true|false)\b/i;
const FORMATTED = /^\s*(?:[<[{]|[\w[\]]+\.[\w[\].]+=|\w+,\w+,?\s*$)/;
/** Known without the command above it. */
const ALONE =
  /^\s*(?:Service analysis (?:started|completed)|NTP is (?:not )?in sync\b|Time Service is administratively|ntpd is running, PID:)/;

/** What a finding says, as values of `ntp` or of its `test`. */
type Said = { readonly ntp?: Record<string, unknown>; readonly test?: Record<string, unknown> };

const FINDINGS: readonly (readonly [RegExp, (found: RegExpExecArray) => Said])[] = [
  [/^Time Service is administratively (enabled|disabled)/, ([, word]) => ({ ntp: { enabled: word === 'enabled' } })],
  [/^ntpd is (not )?running/, ([, not]) => ({ ntp: { running: not === undefined } })],
  [/^Kernel clock type: (\S+)/, ([, type]) => ({ ntp: { kernelTime: type } })],
  [/^NTP is (not )?in sync\b/, ([, not]) => ({ test: { inSync: not === undefined } })],
  [/^IP Interface: (vmk\d+) IPv[46] Address/, ([, vmknic]) => ({ test: { vmknic } })],
  [/^IP Network Stack: (\S+)/, ([, netstack]) => ({ test: { netstack } })],
  [/^Firewall Rule: ntpClient allows traffic on port: 123/, () => ({ test: { portAllowed: true } })],
  [/^Firewall Rule: ntpClient allows all IPs/, () => ({ test: { allAllowed: true } })],
  [/^Peering with: (\S+)/, ([, peer]) => ({ test: { peer } })],
  // An older build misspells it.
  [/^Strat?um: (\d+)|^Statum: (\d+)/, ([, right, wrong]) => ({ test: { stratum: Number(right ?? wrong) } })],
  [/^Accuracy to within: (\d+(?:\.\d+)?) msecs/, ([, ms]) => ({ test: { accuracyMs: Number(ms) } })],
  [/^Difference from remote clock: (-?\d+(?:\.\d+)?) msecs/, ([, ms]) => ({ test: { offsetMs: Number(ms) } })],
];
/** More findings than these no test has. */
const LAST = 40;
const RESOLVES =
  /^NTP server: (\S+) (?:resolves IPv[46]: ([\d.]+|[\da-f:]+)|(.*\bnot\b.*\bresolve|.*\bresol\w+ fail))/i;

/**
 * The host's own test of its time: findings with commas behind them, then the verdict.
 *
 *        Comments:
 *     Time Service is administratively enabled.,
 *     ntpd is running, PID: 2099832,
 *     NTP is in sync ,
 *     Difference from remote clock: -0.086191 msecs,
 *        Timeinsync: true
 */
export const ntpTest: Parser = {
  id: 'ntp-test',
  commands: ['esxcli system ntp test'],
  section: 'ntp',
  readLine(line, context) {
    const begun = OWN.test(context.command.name) || context.memo.has('ntp-test');
    if (!begun && !MAYBE.test(line.text)) return null;
    const verdict = VERDICT.exec(line.text);
    if (verdict) return ended(line, context, verdict[1]!.toLowerCase() === 'true');
    if (/^\s*Timeinsync:/i.test(line.text)) return null;
    const own = OWN.test(context.command.name);
    if (own && FORMATTED.test(line.text)) return formatted(line);
    const begins = BEGINS.exec(line.text);
    if (!own && begins === null && !context.memo.has('ntp-test') && !ALONE.test(line.text)) return null;
    context.memo.set('ntp-test', true);
    return findings(line, context, begins?.[1] ?? line.text);
  },
};

function ended(line: Line, { memo }: Context, inSync: boolean): Fact[] {
  memo.delete('ntp-test');
  return [fact('ntp', 'ntp', { synchronised: inSync }, line)];
}

/** Commas part findings, but for the one before the daemon's number. */
function findings(line: Line, { memo }: Context, text: string): Fact[] {
  return text.split(/\s*,(?!\s*PID:)\s*/).flatMap((each): Fact[] => {
    const resolved = RESOLVES.exec(each);
    if (resolved) {
      const servers = [...((memo.get('ntp-test-servers') as unknown[] | undefined) ?? [])].slice(-LAST);
      servers.push({ server: resolved[1], address: resolved[2] ?? null });
      memo.set('ntp-test-servers', servers);
      return [fact('ntpTest', 'test', { servers }, line)];
    }
    for (const [form, read] of FINDINGS) {
      const found = form.exec(each.trim());
      if (found !== null) return said(read(found), line);
    }
    return each.trim() === '' || ALWAYS.test(each.trim()) ? [] : other(line, memo, each.trim());
  });
}

/** A finding that is not known is repeated as it stands. */
function other(line: Line, memo: Context['memo'], text: string): Fact[] {
  const others = [...((memo.get('ntp-test-others') as string[] | undefined) ?? []), text.slice(0, 200)].slice(-LAST);
  memo.set('ntp-test-others', others);
  return [fact('ntpTest', 'test', { others }, line)];
}

function said({ ntp, test }: Said, line: Line): Fact[] {
  return [
    ...(ntp === undefined ? [] : [fact('ntp', 'ntp', ntp, line)]),
    ...(test === undefined ? [] : [fact('ntpTest', 'test', test, line)]),
  ];
}

/** Of a machine-readable output the verdict and the findings are taken from wherever they stand on the line. */
function formatted(line: Line): Fact[] | null {
  const verdict = /Timeinsync\W+(?:boolean\W+)?(?:string\W+)?(true|false)\b/i.exec(line.text)?.[1];
  const comments = /Service analysis started.*Service analysis completed/.exec(line.text)?.[0];
  const found = comments === undefined ? [] : findings(line, { memo: new Map() } as unknown as Context, comments);
  if (verdict !== undefined) found.push(fact('ntp', 'ntp', { synchronised: verdict.toLowerCase() === 'true' }, line));
  return found.length === 0 ? null : found;
}
