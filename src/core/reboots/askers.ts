import type { LogLine } from '../esxi/log-state.ts';
import type { Evidence } from '../evidence.ts';
import type { Asker } from './reboot.ts';
import { type Timed, within } from './times.ts';

/** Words of a stop of the host, however they are written together: `HostSystem.reboot`, `RebootHost_Task`, `dcui.host.reboot`. */
const STOPS = /reboot|shut ?down|\bhalt|power(?:ed|ing)?[ -]?off/i;
/** The same words about a guest, a service, or about what had been the reason. */
const ELSEWHERE =
  /VirtualMachine|virtual machine|\bvms?\b|\bvmx\b|guest|deliberate reboot|reason\.unavailable|Power button|reboot(?:ing)? (?:required|pending)|after (?:a |the )?reboot/i;
const TYPED =
  /^\[([\w.@\\-]{1,64})\]:? +((?:\/s?bin\/|busybox )?(?:reboot|halt|poweroff|shutdown|esxcli system shutdown|localcli system shutdown|vim-cmd \/?hostsvc\/\S*(?:reboot|shutdown))\b.{0,120})/;
const USER = /\buser=([\w.@:\\-]{1,80})|\bby (?:user )?([\w.-]{1,40}@[\w.-]{1,60})/;
const LOGIN = /Accepted \S+ for ([\w.@\\-]{1,64}) from ([\da-fA-F.:]{2,45})\b/;

const MINUTE = 60_000;
/** A login is not looked for further back than a shift. */
const LOGIN_MS = 12 * 60 * MINUTE;

/** Of more than these, or of more lines of one of them, nobody reads on. */
const MOST_ASKERS = 8;
const MOST_LINES = 4;

/** Who asked for a stop between two times, the first few. Lines that tell of a stop and name nobody are left out. */
export function askersIn(lines: readonly Timed[], fromMs: number, toMs: number): readonly Asker[] {
  const found = new Map<string, { readonly ms: number; readonly asker: Asker; readonly evidence: Evidence[] }>();
  for (const { ms, line } of within(lines, fromMs, toMs)) {
    if (line.log === 'vmksummary' || line.log === 'vmkernel') continue;
    const asker = askerIn(line);
    if (asker === null) continue;
    const key = `${asker.way} ${asker.user}`;
    const known = found.get(key);
    if (known !== undefined && known.evidence.length < MOST_LINES) known.evidence.push(line.evidence);
    if (known === undefined) found.set(key, { ms, asker, evidence: [line.evidence] });
    if (found.size === MOST_ASKERS) break;
  }
  return [...found.values()].map(({ ms, asker, evidence }) => withLogin({ ...asker, evidence }, lines, ms));
}

/** Of a host and of nothing on it, so that the line alone is taken for a request. */
const OF_HOST = /HostSystem\.(?:reboot|shutdown)|(?:reboot|shutdown)_?host/i;

/** The lines of the last request there is, at most so many milliseconds between the first and the last of them. */
export function lastRequest(lines: readonly Timed[], forMs: number): readonly Timed[] {
  const isRequest = ({ line }: Timed) => {
    const asker = line.log === 'vmksummary' || line.log === 'vmkernel' ? null : askerIn(line);
    return asker !== null && (asker.way === 'console' || asker.way === 'shell' || OF_HOST.test(line.text));
  };
  const last = lines.findLast(isRequest);
  return last === undefined ? [] : within(lines, last.ms - forMs, last.ms).filter(isRequest);
}

function askerIn(line: LogLine): Asker | null {
  const { log, program, text } = line;
  const typed = log === 'shell' || program === 'shell' ? TYPED.exec(text) : null;
  const none = { typed: null, from: null, evidence: [line.evidence] } as const;
  if (typed) return { ...none, way: 'shell', user: typed[1]!, typed: typed[2]!.trim(), certainty: 'reported' };
  if (log === 'shell' || !STOPS.test(text) || ELSEWHERE.test(text)) return null;
  if (/dcui/i.test(text) || /^dcui$/i.test(program ?? '')) {
    return { ...none, way: 'console', user: null, certainty: 'reported' };
  }
  const [, named, at] = USER.exec(text) ?? [];
  const user = named ?? at;
  if (user === undefined) return null;
  return { ...none, way: /^vpxuser\b/.test(user) ? 'vcenter' : 'api', user, certainty: 'inferred' };
}

function withLogin(asker: Asker, lines: readonly Timed[], ms: number): Asker {
  if (asker.way !== 'shell') return asker;
  const login = within(lines, ms - LOGIN_MS + 1, ms).findLast(({ line }) => LOGIN.exec(line.text)?.[1] === asker.user);
  if (login === undefined) return asker;
  return {
    ...asker,
    from: LOGIN.exec(login.line.text)![2]!,
    evidence: [login.line.evidence, ...asker.evidence],
  };
}
