/** How soon Slack has its acknowledgement and a person the answer, beside Bolt alone in the same run: the app in one process, workspace and load in another. */
import { availableParallelism, loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import { type App, type Kind, type Mode, startApp } from './ack-app.ts';
import { at, closedLoop, openLoop, quiet, type Spread, spread } from './ack-load.ts';
import { askAll, type Way } from './ack-paste.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7);
const PER_SECOND = 200;
const OPEN_SECONDS = 4;
const CLOSED_SECONDS = 1.5;
const QUESTIONS = 30;
const KINDS: readonly Kind[] = ['ack', 'post', 'vmkbot'];
const NAMES: Readonly<Record<Kind, string>> = {
  ack: 'Bolt, ack alone',
  post: 'Bolt, ack and one post',
  vmkbot: 'vmkbot, /vmk help',
};

type Say = (line: string) => void;
type Figures = Record<Kind, Rounds>;

interface Rounds {
  readonly p50: number[];
  readonly p99: number[];
  /** Milliseconds of the app's CPU a command, its work after the acknowledgement included. */
  readonly cpu: number[];
  /** Acknowledged commands a second. */
  readonly rate: number[];
  readonly paste: Readonly<Record<Way, number[]>>;
}

/** Every figure with its aim. */
export async function ackBench(say: Say): Promise<void> {
  say(
    `load of the box before: ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} CPUs (latencies hold on an idle one)`,
  );
  for (const mode of ['socket', 'http'] as const) await measure(mode, say);
}

async function measure(mode: Mode, say: Say): Promise<void> {
  const apps: App[] = [];
  try {
    for (const kind of KINDS) apps.push(await startApp(kind, mode));
    const figures = Object.fromEntries(
      KINDS.map((kind) => [kind, { p50: [], p99: [], cpu: [], rate: [], paste: { file: [], 'follow-up': [] } }]),
    ) as unknown as Figures;
    for (const app of apps) await warm(app);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const app of apps) await oneRound(app, round, figures[app.kind]);
    tell(mode, figures, say);
  } finally {
    for (const app of apps) await app.stop();
  }
}

async function warm(app: App): Promise<void> {
  await openLoop(app, PER_SECOND, 3);
  await closedLoop(app, 1);
  await askAll(app, 0, 30);
  await quiet(app);
}

async function oneRound(app: App, round: number, into: Figures[Kind]): Promise<void> {
  const before = app.cpu();
  const times = await openLoop(app, PER_SECOND, OPEN_SECONDS);
  into.p50.push(at(times, 50));
  into.p99.push(at(times, 99));
  await quiet(app);
  into.cpu.push((app.cpu() - before) / times.length);
  into.rate.push(await closedLoop(app, CLOSED_SECONDS));
  await quiet(app);
  if (app.kind === 'ack') return;
  const asked = await askAll(app, 30 + round * QUESTIONS, 30 + (round + 1) * QUESTIONS);
  for (const way of ['file', 'follow-up'] as const) into.paste[way].push(...asked[way]);
  await quiet(app);
}

function tell(mode: Mode, figures: Figures, say: Say): void {
  say(`${mode === 'socket' ? 'Socket Mode' : 'HTTP, signed'}: medians of ${ROUNDS} rounds (least to most)`);
  // Of each round by itself: what else the box does changes from round to round.
  const ratio = (kind: Kind, what: 'p99' | 'rate') =>
    spread(figures.vmkbot[what].map((ours, i) => ours / figures[kind][what][i]!)).median;
  for (const kind of KINDS) {
    const { p50, p99, cpu, rate } = figures[kind];
    row(say, `${NAMES[kind]}, ack p50 at ${PER_SECOND}/s`, spread(p50), 'ms');
    row(say, `${NAMES[kind]}, ack p99 at ${PER_SECOND}/s`, spread(p99), 'ms');
    row(say, `${NAMES[kind]}, CPU a command`, spread(cpu), 'ms');
    row(say, `${NAMES[kind]}, highest, 16 at once`, spread(rate), '/s');
  }
  for (const kind of ['ack', 'post'] as const) {
    const p99 = ratio(kind, 'p99');
    aim(say, `ack p99 beside ${NAMES[kind]}`, p99, 'x', '<= 1.5', p99 <= 1.5);
    const rate = ratio(kind, 'rate');
    aim(say, `highest beside ${NAMES[kind]}`, rate, 'x', '>= 0.7', rate >= 0.7);
  }
  const p99 = spread(figures.vmkbot.p99).median;
  aim(say, `ack p99 at ${PER_SECOND}/s`, p99, 'ms', '<= 50', p99 <= 50);
  for (const way of ['file', 'follow-up'] as const) {
    const what = way === 'file' ? '200-line file to posted answer' : 'question in its thread to posted answer';
    const [ours, bare] = [figures.vmkbot.paste[way], figures.post.paste[way]];
    say(`  ${what}, Bolt that posts a line: p50 ${at(bare, 50).toFixed(2)}, p99 ${at(bare, 99).toFixed(2)} ms`);
    say(
      `  ${what}, vmkbot: p50 ${at(ours, 50).toFixed(2)}, p99 ${at(ours, 99).toFixed(2)} ms (${ours.length} questions)`,
    );
    const own = at(ours, 99) - at(bare, 50);
    aim(say, `${what}, ours alone, p99`, own, 'ms', '<= 20', own <= 20);
  }
}

function row(say: Say, what: string, { median, least, most }: Spread, unit: string): void {
  const digits = unit === 'ms' ? 2 : 0;
  const [m, l, h] = [median, least, most].map((value) => value.toFixed(digits));
  say(`  ${what.padEnd(56)} ${m!.padStart(8)} ${unit} (${l} to ${h})`);
}

function aim(say: Say, what: string, value: number, unit: string, wanted: string, met: boolean): void {
  say(`  ${what.padEnd(56)} ${value.toFixed(2).padStart(8)} ${unit}   aim ${wanted}: ${met ? 'met' : 'MISSED'}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await ackBench((line) => process.stdout.write(`${line}\n`));
}
