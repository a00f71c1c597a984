/** Understands what the texts for a host print. Anything else is `not-understood`, never a guess. */

export type ArmRefusal = 'no-setsid' | 'too-late' | 'already-armed' | 'locked' | 'no-listing' | 'moved' | 'no-timer';

const REFUSALS: readonly string[] = [
  ...(['no-setsid', 'too-late', 'already-armed', 'locked', 'no-listing', 'moved', 'no-timer'] satisfies ArmRefusal[]),
];

export interface Ran {
  readonly number: number;
  readonly status: number;
  readonly output: string;
}

/** `applied`: the commands were run, what came of them is seen in the next listing only. */
export type ArmAnswer =
  | { readonly kind: 'applied'; readonly ran: readonly Ran[] }
  | { readonly kind: 'refused'; readonly why: ArmRefusal; readonly holder: string | null }
  | { readonly kind: 'not-understood' };

export function readArm(text: string, id: string): ArmAnswer {
  const refused = /^vmkbot refused (\S+)$/m.exec(text)?.[1];
  if (refused !== undefined && REFUSALS.includes(refused)) {
    return { kind: 'refused', why: refused as ArmRefusal, holder: /^vmkbot holder (\S.*)$/m.exec(text)?.[1] ?? null };
  }
  if (!text.split('\n').includes(`vmkbot applied ${id}`)) return { kind: 'not-understood' };
  return { kind: 'applied', ran: ranIn(text) };
}

function ranIn(text: string): Ran[] {
  const [, ...parts] = text.split(/^vmkbot status /m);
  return parts.flatMap((part) => {
    const [, number, status, output] = /^(\d+) (\d+)\n([\s\S]*)$/.exec(part) ?? [];
    if (number === undefined) return [];
    return [{ number: +number, status: +status!, output: output!.replace(/^vmkbot applied .*\n?/m, '').trim() }];
  });
}

export type ConfirmAnswer =
  | { readonly kind: 'confirmed'; readonly saved: boolean }
  | { readonly kind: 'settled'; readonly by: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-understood' };

export function readConfirm(text: string, id: string): ConfirmAnswer {
  const all = text.split('\n');
  if (all.includes(`vmkbot confirmed ${id}`)) return { kind: 'confirmed', saved: all.includes('vmkbot saved 0') };
  if (all.includes('vmkbot gone')) return { kind: 'gone' };
  const by = /^vmkbot settled ?(.*)$/m.exec(text)?.[1];
  return by === undefined ? { kind: 'not-understood' } : { kind: 'settled', by: by.trim() };
}

export function readUndo(text: string): 'undone' | 'not-undone' | 'timer' | 'busy' | 'not-understood' {
  const all = text.split('\n');
  if (all.includes('vmkbot undone 1')) return 'undone';
  if (all.includes('vmkbot undone 0')) return 'not-undone';
  if (all.includes('vmkbot busy')) return 'busy';
  return all.includes('vmkbot settled timer') ? 'timer' : 'not-understood';
}

/** What a host holds of a change. */
export interface ArmState {
  /** The host's clock, in seconds since 1970. */
  readonly clock: number;
  readonly armed: boolean;
  /** Who settled it; an empty text where that was not written yet. */
  readonly settled: 'timer' | 'confirm' | 'undo' | 'no-timer' | '' | null;
  /** The change that holds the host's lock. */
  readonly lock: { readonly id: string; readonly fence: number; readonly until: number } | 'nameless' | null;
  readonly timerRuns: boolean;
  readonly arm: { readonly fence: number; readonly timer: number; readonly at: number } | null;
  readonly ran: readonly Ran[] | null;
  /** When the last command ended; null: it may still be running. */
  readonly appliedAt: number | null;
  /** null: no undo has ended. */
  readonly undo: { readonly undone: boolean; readonly record: string } | null;
  readonly saved: boolean | null;
}

/** null where the text is not whole: nothing is concluded from half of it. */
export function readState(text: string): ArmState | null {
  const all = text.split('\n');
  const clock = /^vmkbot clock (\d+)$/m.exec(text)?.[1];
  if (all[0] !== 'vmkbot state 1' || !all.includes('vmkbot done') || clock === undefined) return null;
  const files = filesIn(text);
  const outside = text.replace(FILE, '');
  const settled = /^vmkbot settled ?(\w[\w-]*)?/m.exec(outside);
  const [, fence, timer, at] = /^(\d+) (\d+) (\d+)/.exec(files.get('arm') ?? '') ?? [];
  const undo = files.get('undo');
  const saved = files.get('saved');
  const apply = files.get('apply');
  const ended = Number.parseInt(files.get('applied') ?? '', 10);
  return {
    clock: Number(clock),
    armed: /^vmkbot armed$/m.test(outside),
    settled: settled === null ? null : ((settled[1] ?? '') as ArmState['settled']),
    lock: lockIn(outside),
    timerRuns: /^vmkbot timer$/m.test(outside),
    arm: fence === undefined ? null : { fence: +fence, timer: +timer!, at: +at! },
    ran: apply === undefined ? null : ranIn(apply),
    appliedAt: Number.isNaN(ended) ? null : ended,
    undo: undo === undefined ? null : { undone: lastVerdict(undo) === '1', record: undo },
    saved: saved === undefined ? null : saved.trim() === '0',
  };
}

const FILE = /^vmkbot file (\w+)\n([\s\S]*?)\n?vmkbot end$/gm;

function filesIn(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(FILE)].map(([, name, content]) => [name!, content!]));
}

function lockIn(text: string): ArmState['lock'] {
  const found = /^vmkbot lock ?(.*)$/m.exec(text);
  if (found === null) return null;
  const [, id, fence, until] = /^(\S+) (\d+) (\d+)$/.exec(found[1]!) ?? [];
  return id === undefined ? 'nameless' : { id, fence: +fence!, until: +until! };
}

function lastVerdict(record: string): string | undefined {
  return [...record.matchAll(/^undone ([01])$/gm)].at(-1)?.[1];
}
