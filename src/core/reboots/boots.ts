import type { Mark } from './marks.ts';

const MINUTE = 60_000;
/** Of one boot, vmksummary and vobd tell within this time, and so is a core dump found after it. */
export const ONE_BOOT = 15 * MINUTE;

/** One start of a host. */
export interface Boot {
  readonly ms: number;
  readonly at: string;
  /** True where no line tells of it, and the uptime of a heartbeat does. */
  readonly byUptime: boolean;
  readonly mark: Mark;
}

/** The lines of a boot, one for each, and the boots that only an uptime that began again shows. In the order of time. */
export function bootsOf(marks: readonly Mark[]): readonly Boot[] {
  const boots: Boot[] = [];
  let heart: Mark | undefined;
  for (const mark of marks) {
    const last = boots.at(-1);
    if (mark.kind === 'boot' && !(last !== undefined && isSameBoot(last, mark))) {
      boots.push({ ms: mark.ms, at: atOf(mark)!, byUptime: false, mark });
    } else if (mark.kind === 'heartbeat' && mark.uptime !== undefined) {
      const began = mark.ms - mark.uptime * 1000;
      const again = heart !== undefined && mark.uptime < heart.uptime! && began > heart.ms;
      if (again && !(last !== undefined && last.ms > heart!.ms)) {
        const at = new Date(began).toISOString().replace('.000', '');
        boots.push({ ms: began, at, byUptime: true, mark });
      }
      heart = mark;
    }
  }
  return boots;
}

/** As written; syslog sets the day apart by two blanks. */
export function atOf(mark: Mark | undefined): string | null {
  return mark?.line.at?.replace(/ +/g, ' ') ?? null;
}

/** Two logs tell of one boot; one log tells of each boot once. */
function isSameBoot(last: Boot, mark: Mark): boolean {
  return mark.ms - last.ms < ONE_BOOT && (last.mark.line.log !== mark.line.log || last.byUptime);
}
