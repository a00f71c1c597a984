import type { LogLine } from '../esxi/log-state.ts';
import type { Timed } from './times.ts';

export type MarkKind = 'boot' | 'reboot' | 'halt' | 'dump' | 'heartbeat' | 'button' | 'no-reason';

/** A line that bears on why a host stopped. */
export interface Mark extends Timed {
  readonly kind: MarkKind;
  /** True where no document that was read holds this wording. */
  readonly recalled: boolean;
  /** Seconds that the host was up, of a heartbeat that says so. */
  readonly uptime?: number;
}

/** Classic ESX writes the seconds since 1970 before its words. */
const STAMP = String.raw`^(?:\(\d+\) )?`;
/** What vmksummary says. `unloaded VMkernel` is no boot. */
const OF_SUMMARY: readonly (readonly [MarkKind, RegExp])[] = [
  ['boot', new RegExp(`${STAMP}(?:Host has booted|loaded VMkernel)`)],
  ['reboot', new RegExp(`${STAMP}(?:Host is rebooting|Rebooting system)`)],
  ['halt', new RegExp(`${STAMP}(?:Host is (?:halting|powering off)|Halting system)`)],
  ['heartbeat', new RegExp(`${STAMP}(?:up \\d+d|hb: vmk loaded)`)],
];
const DUMP = /core ?dump/i;
const NO_DUMP = /\bno\b[^.;]{0,40}core ?dump|core ?dump[^.;]{0,40}\bnot found/i;
const BUTTON = /Power button pressed/i;
/** The host looked for a reason after its start and found none. */
const NO_REASON = /host\.poweroff\.reason\.unavailable|not the result of a kernel error, deliberate reboot/i;
const UPTIME = /\bup (\d+)d(\d+)h(\d+)m(\d+)s/;

/** Forms of classic ESX, and one of the host's own, that are known from use and stand in no document that was read (recalled). */
const RECALLED = new RegExp(
  `${STAMP}(?:Host is powering off|(?:Rebooting|Halting) system|loaded VMkernel|hb: vmk loaded)`,
);

/** The lines that bear on it, in the order of time. */
export function marksOf(lines: readonly Timed[]): readonly Mark[] {
  return lines.flatMap((each) => {
    const kind = kindOf(each.line);
    if (kind === null) return [];
    const [, d, h, m, s] = (kind === 'heartbeat' ? UPTIME.exec(each.line.text) : null) ?? [];
    const uptime = d === undefined ? undefined : ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60 + Number(s);
    const recalled = RECALLED.test(each.line.text);
    return [{ ...each, kind, recalled, ...(uptime !== undefined && { uptime }) }];
  });
}

function kindOf({ log, program, text }: LogLine): MarkKind | null {
  const told = OF_SUMMARY.find(([, form]) => form.test(text));
  if (told !== undefined && (log === 'vmksummary' || log === null || program === 'logger')) return told[0];
  if (log === 'vobd' && /\[vob\.user\.host\.boot\]|Host has booted/.test(text)) return 'boot';
  if (log === 'vmksummary' && DUMP.test(text) && !NO_DUMP.test(text)) return 'dump';
  if (log !== 'shell' && BUTTON.test(text)) return 'button';
  return log !== 'shell' && NO_REASON.test(text) ? 'no-reason' : null;
}
