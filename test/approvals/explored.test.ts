import { describe, expect, test } from 'vitest';
import { type Approval, isOver, requested, STATES } from '../../src/core/approvals/approval.ts';
import { type Event, step } from '../../src/core/approvals/step.ts';

/*
 * Every interleaving of people, two processes and a host, for small bounds: two who may confirm, the asker, a stranger, double
 * clicks, expiry, crashes, a process that is thought dead and is not, and a host whose timer fires whenever it likes.
 * A process reads, and writes only if nobody wrote since; what it does to the host it does after that write, at any time later.
 * This proves what may be written: the processes here are written for it, and have more choices than the real one. That one is
 * proved against simulated hosts, as is a store that forgets, which no world here does.
 */

interface Process {
  /** What it read is still what is stored. */
  readonly fresh: boolean;
  readonly fence: number;
  readonly digest: string;
  /** What it is about to do to the host, having written that it would. */
  readonly next: 'arm' | 'confirm' | 'undo' | null;
}

interface Host {
  readonly ran: readonly string[];
  readonly present: boolean;
  readonly settled: 'timer' | 'confirm' | 'undo' | null;
}

interface World {
  readonly approval: Approval;
  readonly late: boolean;
  /** The host's clock is past the time until which it arms. */
  readonly closed: boolean;
  readonly host: Host;
  readonly processes: readonly [Process, Process];
  readonly fences: number;
  readonly crashes: number;
  readonly steals: number;
}

const ASKER = 'U0';
const IDLE: Process = { fresh: false, fence: 0, digest: 'd1', next: null };
const BOUNDS = { crashes: 2, steals: 1 };

function start(quorum: number): World {
  const approval = requested({
    ...{ id: 'c-1', host: 'esx-07', kind: 'route', digest: 'd1', asker: ASKER, askedAt: 0, expires: 10 },
    ...{ quorum, needsReason: false, needsCode: false },
  });
  const host: Host = { ran: [], present: false, settled: null };
  // The second process planned anew and holds another plan.
  const processes = [IDLE, IDLE] as const;
  return { approval, late: false, closed: false, host, processes, fences: 0, crashes: 0, steals: 0 };
}

/** Stores what an event made; everybody else's reading is stale then. */
function stored(world: World, event: Event, by: 0 | 1 | null, after: Partial<Process> = {}): World | null {
  const result = step(world.approval, event);
  if (result.kind === 'refused') return null;
  const processes = world.processes.map((process, i) =>
    i === by ? { ...process, ...after, fresh: true } : { ...process, fresh: false },
  ) as unknown as World['processes'];
  return { ...world, approval: result.approval, processes };
}

function withProcess(world: World, i: 0 | 1, change: Partial<Process>): World {
  const processes = [...world.processes] as [Process, Process];
  processes[i] = { ...processes[i], ...change };
  return { ...world, processes };
}

function people(world: World): (World | null)[] {
  const at = world.late ? 11 : 1;
  const votes = (['U0', 'U1', 'U2', 'U9'] as const).flatMap((by) =>
    (['d1', 'd2'] as const).map((digest) =>
      stored(
        world,
        { kind: 'confirm', by, at, digest, may: by === 'U9' ? 'no' : 'yes', reason: null, code: 'none' },
        null,
      ),
    ),
  );
  return [
    ...votes,
    stored(world, { kind: 'reject', by: 'U2', at, may: 'yes', reason: null }, null),
    stored(world, { kind: 'cancel', by: ASKER, at }, null),
    stored(world, { kind: 'expire', at }, null),
    world.late ? null : { ...world, late: true },
  ];
}

/** What a host does by itself. */
function nature(world: World): (World | null)[] {
  const { host } = world;
  const armed = host.ran.length > 0;
  return [
    world.closed ? null : { ...world, closed: true },
    armed && host.settled === null ? { ...world, host: { ...host, settled: 'timer' } } : null,
    host.settled === 'timer' && host.present ? { ...world, host: { ...host, present: false } } : null,
    world.approval.state === 'needs-hands' && host.present ? { ...world, host: { ...host, present: false } } : null,
  ];
}

function processSteps(world: World, i: 0 | 1): (World | null)[] {
  const process = world.processes[i];
  const next = [process.next === null ? null : act(world, i)];
  if (world.crashes < BOUNDS.crashes) next.push({ ...withProcess(world, i, IDLE), crashes: world.crashes + 1 });
  if (!process.fresh) return [...next, withProcess(world, i, { fresh: true })];
  if (process.next === null) next.push(...decided(world, i));
  return next;
}

/** Does to the host what was written before; nobody asks whether it is still wanted. */
function act(world: World, i: 0 | 1): World {
  const { host } = world;
  const process = world.processes[i];
  const done = withProcess(world, i, { next: null });
  const armed = host.ran.length > 0;
  switch (process.next) {
    case 'arm':
      if (armed || world.closed || host.settled !== null) return done;
      return { ...done, host: { ...host, ran: [process.digest], present: true } };
    case 'confirm':
      return armed && host.settled === null ? { ...done, host: { ...host, settled: 'confirm' } } : done;
    case 'undo':
      if (host.settled === 'timer') return done;
      return { ...done, host: { ...host, settled: host.settled ?? 'undo', present: false } };
    case null:
      return world;
  }
}

/** What a process writes next, by what is stored and what the host shows. */
function decided(world: World, i: 0 | 1): (World | null)[] {
  const { approval, host } = world;
  const { fence, digest } = world.processes[i];
  const at = world.late ? 11 : 1;
  if (isOver(approval)) return [];
  if (approval.state === 'pending' || approval.claim?.fence !== fence) return claims(world, i, at);
  const to = (progress: Extract<Event, { kind: 'progress' }>['to'], next: Process['next'] = null) =>
    stored(world, { kind: 'progress', fence, at, to: progress }, i, { next });
  const end = (as: Extract<Event, { kind: 'end' }>['as']) =>
    stored(world, { kind: 'end', fence, at, as, why: null }, i);
  const armed = host.ran.length > 0;
  const backByTimer = host.settled === 'timer' && !host.present ? end('rolled-back') : null;
  if (approval.state === 'needs-hands') {
    if (host.present) return [];
    return approval.progress === 'undoing' ? [end('rolled-back')] : [to('undoing')];
  }
  switch (approval.progress) {
    case 'claimed':
      return [to('re-reading')];
    case 're-reading':
      return [end('void'), to('arming', 'arm')];
    case 'arming':
      if (!armed) return world.closed ? [end('void')] : [];
      return [backByTimer, host.settled === null ? to('armed') : null, ...giveUp()];
    case 'armed':
      return [to('confirming', 'confirm'), to('undoing', 'undo'), backByTimer, ...giveUp()];
    case 'confirming':
      if (host.settled === 'confirm') return [to('confirmed')];
      return [backByTimer, host.settled === null ? to('confirming', 'confirm') : null, ...giveUp()];
    case 'confirmed':
      return [to('verifying')];
    case 'verifying':
      return [end('verified'), to('watching'), to('undoing', 'undo')];
    case 'watching':
      return [end('verified')];
    case 'undoing':
      return host.present ? [to('undoing', 'undo'), end('needs-hands')] : [end('rolled-back')];
    case null:
      return [];
  }
  function giveUp() {
    return host.settled === 'timer' && host.present ? [end('needs-hands')] : [];
  }
  // A plan of another digest is never claimed, so it is never run.
  function claims(of: World, by: 0 | 1, when: number): (World | null)[] {
    const owned = of.processes.some((each, j) => j !== by && each.fence > 0 && each.fence === of.approval.claim?.fence);
    if (owned && of.steals >= BOUNDS.steals) return [];
    const higher = of.fences + 1;
    const counted = { ...of, fences: higher, steals: of.steals + (owned ? 1 : 0) };
    return ([digest, 'd2'] as const).map((held) =>
      stored(counted, { kind: 'claim', holder: `p${by}`, fence: higher, at: when, digest: held }, by, {
        fence: higher,
        digest: held,
        next: null,
      }),
    );
  }
}

function successors(world: World): World[] {
  const all = [...people(world), ...nature(world), ...processSteps(world, 0), ...processSteps(world, 1)];
  return all.filter((each) => each !== null);
}

/** Nobody is there but the host and one process that finds what others left, and nothing interrupts it any more. */
function alone(world: World): World[] {
  return [...nature(world), ...processSteps(world, 0)].filter((each) => each !== null);
}

const deserted = (world: World): World => ({ ...world, ...BOUNDS, processes: [IDLE, IDLE] });

/** All worlds that those at the start lead to, each with those it leads to. */
function explore(starts: readonly World[], next: (world: World) => readonly World[] = successors) {
  const numbers = new Map<string, number>();
  for (const world of starts) numbers.set(JSON.stringify(world), numbers.size);
  const worlds = [...numbers.keys()].map((key) => JSON.parse(key) as World);
  const edges: number[][] = [];
  for (let at = 0; at < worlds.length; at += 1) {
    edges.push(
      next(worlds[at]!).map((world) => {
        const key = JSON.stringify(world);
        const known = numbers.get(key);
        if (known !== undefined) return known;
        numbers.set(key, worlds.length);
        return worlds.push(world) - 1;
      }),
    );
  }
  return { worlds, edges };
}

/** A world from which no way leads to one of these. */
function endless({ worlds, edges }: ReturnType<typeof explore>, isEnd: (world: World) => boolean): World | undefined {
  const ends = new Set(worlds.flatMap((world, i) => (isEnd(world) ? [i] : [])));
  const back = new Map<number, number[]>();
  for (const [from, all] of edges.entries()) for (const to of all) back.set(to, [...(back.get(to) ?? []), from]);
  const queue = [...ends];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const from of back.get(at) ?? []) if (!ends.has(from)) queue.push(ends.add(from) && from);
  }
  return worlds.find((_, i) => !ends.has(i));
}

describe.each([1, 2])('quorum %i', (quorum) => {
  const { worlds, edges } = explore([start(quorum)]);
  const breaking = (holds: (world: World) => boolean) => worlds.find((world) => !holds(world));
  const breakingStep = (holds: (from: World, to: World) => boolean) =>
    edges.findIndex((all, i) => all.some((to) => !holds(worlds[i]!, worlds[to]!)));

  test('all states are met, and it is not a toy', () => {
    expect(worlds.length).toBeGreaterThan(1000);
    expect([...new Set(worlds.map(({ approval }) => approval.state))].sort()).toEqual([...STATES].sort());
  });

  test('nothing runs without as many others as are asked for', () => {
    const others = ({ approval }: World) =>
      new Set(approval.confirmed.map(({ by }) => by).filter((by) => by !== ASKER));
    expect(breaking((world) => world.host.ran.length === 0 || others(world).size >= quorum)).toBeUndefined();
    expect(
      breaking(({ approval }) => approval.confirmed.every(({ by }) => by === 'U1' || by === 'U2')),
    ).toBeUndefined();
  });

  test('it runs once at most, and what ran is what was confirmed', () => {
    expect(breaking(({ host }) => host.ran.length <= 1)).toBeUndefined();
    expect(breaking(({ host, approval }) => host.ran.every((digest) => digest === approval.digest))).toBeUndefined();
    // Each of them confirmed just that: not one digest in the record, and another before their eyes.
    expect(
      breaking(({ host, approval }) =>
        host.ran.every(
          (ran) => approval.confirmed.length > 0 && approval.confirmed.every(({ digest }) => digest === ran),
        ),
      ),
    ).toBeUndefined();
    expect(breaking(({ approval }) => approval.confirmed.every(({ digest }) => digest === 'd1'))).toBeUndefined();
  });

  test('arming is written once in the life of a change', () => {
    const isArming = ({ approval }: World) => approval.progress === 'arming';
    const past = ({ approval }: World) => !['claimed', 're-reading', null].includes(approval.progress);
    expect(breakingStep((from, to) => !(isArming(to) && past(from)) || isArming(from))).toBe(-1);
  });

  test('whatever a process tries to write, a change arms once, and no end claims what was not done', () => {
    const tries = (world: World, event: (fence: number) => Event) =>
      [0, 1, 2, 3]
        .map((fence) => step(world.approval, event(fence)))
        .flatMap((to) => (to.kind === 'moved' ? [to.approval] : []));
    const applying = worlds.filter(({ approval }) => approval.claim !== null);
    expect(applying.length).toBeGreaterThan(100);
    const ends = { verified: ['verifying', 'watching'], void: ['claimed', 're-reading', 'arming'] } as const;
    const wrong = (world: World) => {
      const { progress, claim } = world.approval;
      const armed = tries(world, (fence) => ({ kind: 'progress', fence, at: 1, to: 'arming' }));
      if (armed.length > 0 && progress !== 're-reading') return `arming from ${progress}`;
      for (const [as, from] of Object.entries(ends)) {
        const ended = tries(world, (fence) => ({ kind: 'end', fence, at: 1, as: as as 'verified', why: null }));
        if (ended.length > 0 && !(from as readonly unknown[]).includes(progress)) return `${as} from ${progress}`;
        if (ended.length > 1 || ended.some((each) => each.claim!.fence !== claim!.fence)) return `${as} by another`;
      }
      return null;
    };
    // One expectation for all of them: each of its own would take longer than what it looks at.
    expect(applying.map(wrong).find((each) => each !== null)).toBeUndefined();
  });

  // Of finitely many worlds that all lead to an end, whoever goes on for ever without one keeps something waiting for ever.
  test('every apply ends by one process alone, from wherever others left it, unless that never gets its turn', () => {
    const applying = worlds.filter(({ approval }) => approval.state === 'applying').map(deserted);
    expect(applying.length).toBeGreaterThan(100);
    const left = explore(applying, alone);
    expect(endless(left, ({ approval }) => isOver(approval))).toBeUndefined();
  });

  test('also where people, crashes and two processes go on as they like, an end is never out of reach', () => {
    expect(endless({ worlds, edges }, ({ approval }) => isOver(approval))).toBeUndefined();
  });

  test('an end stays, and says the truth of the host for ever after', () => {
    expect(breakingStep((from, to) => !isOver(from.approval) || from.approval.state === to.approval.state)).toBe(-1);
    const truth = ({ approval, host }: World) => {
      switch (approval.state) {
        case 'void':
        case 'rejected':
        case 'cancelled':
        case 'expired':
        case 'pending':
          return host.ran.length === 0;
        case 'rolled-back':
          return !host.present;
        case 'verified':
          return host.present && host.settled === 'confirm';
        case 'applying':
        case 'needs-hands':
          return true;
      }
    };
    expect(breaking(truth)).toBeUndefined();
  });

  test('who lost a claim writes nothing more', () => {
    const fence = ({ approval }: World) => approval.claim?.fence ?? 0;
    expect(breakingStep((from, to) => fence(to) >= fence(from))).toBe(-1);
  });
});
