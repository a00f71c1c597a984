/** Understands what the texts for a host print. Anything else is `not-understood`, never a guess. */

const REFUSALS = [
  ...(['no-setsid', 'too-late', 'already-armed', 'locked', 'no-room', 'no-listing', 'moved', 'no-timer'] as const),
];
export type ArmRefusal = (typeof REFUSALS)[number];

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

/** Read whole and in order: the commands from the first on, each once, then one verdict at the end, and no other one anywhere. */
export function readArm(text: string, id: string): ArmAnswer {
  const said = text.split('\n').filter((line) => /^vmkbot (status|applied|refused|holder)\b/.test(line));
  const refused = /^vmkbot refused (\S+)$/.exec(said[0] ?? '')?.[1];
  const holder = /^vmkbot holder ?(.*)$/.exec(said[1] ?? '')?.[1];
  const why = REFUSALS.find((each) => each === refused);
  if (said.length === 2 && why !== undefined && holder !== undefined)
    return { kind: 'refused', why, holder: holder.trim() === '' ? null : holder };
  const ran = ranIn(text);
  const inOrder = said.slice(0, -1).every((line, i) => line.startsWith(`vmkbot status ${i + 1} `));
  if (said.at(-1) !== `vmkbot applied ${id}` || !inOrder || ran.length !== said.length - 1)
    return { kind: 'not-understood' };
  return { kind: 'applied', ran };
}

/** Of what a command printed nobody reads more, and it is kept for ever. */
const MOST_KEPT = 2_000;

function shortened(text: string): string {
  return text.length <= MOST_KEPT ? text : `${text.slice(0, MOST_KEPT)} … (${text.length - MOST_KEPT} letters more)`;
}

/** The end of it, where its verdict is. */
function endOf(text: string): string {
  return text.length <= MOST_KEPT ? text : `(${text.length - MOST_KEPT} letters before) … ${text.slice(-MOST_KEPT)}`;
}

function ranIn(text: string): Ran[] {
  const [, ...parts] = text.split(/^vmkbot status /m);
  return parts.flatMap((part) => {
    const [, number, status, output] = /^(\d+) (\d+)\n([\s\S]*)$/.exec(part) ?? [];
    if (number === undefined) return [];
    return [
      { number: +number, status: +status!, output: shortened(output!.replace(/^vmkbot applied .*\n?/m, '').trim()) },
    ];
  });
}

export type ConfirmAnswer =
  | { readonly kind: 'confirmed'; readonly saved: boolean }
  | { readonly kind: 'settled'; readonly by: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'late' }
  | { readonly kind: 'not-understood' };

export function readConfirm(text: string, id: string): ConfirmAnswer {
  const [first, second, ...more] = text.split('\n').filter((line) => line.startsWith('vmkbot '));
  const saved = /^vmkbot saved (\d*)$/.exec(second ?? '')?.[1];
  if (first === `vmkbot confirmed ${id}` && saved !== undefined && more.length === 0)
    return { kind: 'confirmed', saved: saved === '0' };
  if (first === undefined || second !== undefined) return { kind: 'not-understood' };
  if (first === 'vmkbot gone') return { kind: 'gone' };
  if (first === 'vmkbot late') return { kind: 'late' };
  const by = /^vmkbot settled ?(.*)$/.exec(first)?.[1];
  return by === undefined ? { kind: 'not-understood' } : { kind: 'settled', by: by.trim() };
}

/** `held`: the host is not this change's any more, `late`: the text came after its time; neither did anything. */
export type UndoAnswer = 'undone' | 'not-undone' | 'timer' | 'busy' | 'held' | 'late' | 'not-understood';

const UNDO_ANSWERS: ReadonlyMap<string, UndoAnswer> = new Map([
  ['vmkbot undone 1', 'undone'],
  ['vmkbot undone 0', 'not-undone'],
  ['vmkbot settled timer', 'timer'],
  ['vmkbot busy', 'busy'],
  ['vmkbot held', 'held'],
  ['vmkbot late', 'late'],
]);

export function readUndo(text: string): UndoAnswer {
  const [said, ...more] = text.split('\n').filter((line) => line.startsWith('vmkbot '));
  return (more.length === 0 && UNDO_ANSWERS.get(said ?? '')) || 'not-understood';
}

const SETTLERS = ['timer', 'confirm', 'undo', 'no-timer', 'void'] as const;
/** `void`: it was forbidden before it came. */
export type Settler = (typeof SETTLERS)[number];

/** Whether the boot state holds it; null where the host does not say. */
export function readSaved(text: string): boolean | null {
  const status = /^vmkbot saved (\d+)$/m.exec(text)?.[1];
  return status === undefined ? null : status === '0';
}

/** What a host holds of a change. */
export interface ArmState {
  /** The host's clock, in seconds since 1970. */
  readonly clock: number;
  readonly armed: boolean;
  /** Who settled it; an empty text where that was not written yet. */
  readonly settled: Settler | '' | null;
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
    settled: settled === null ? null : (SETTLERS.find((each) => each === settled[1]) ?? ''),
    lock: lockIn(outside),
    timerRuns: /^vmkbot timer$/m.test(outside),
    arm: fence === undefined ? null : { fence: +fence, timer: +timer!, at: +at! },
    ran: apply === undefined ? null : ranIn(apply),
    appliedAt: Number.isNaN(ended) ? null : ended,
    undo: undo === undefined ? null : { undone: lastVerdict(undo) === '1', record: endOf(undo) },
    // The file is there a moment before what it says.
    saved: saved === undefined || saved.trim() === '' ? null : saved.trim() === '0',
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
