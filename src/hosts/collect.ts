import { type Need, WHOLE_STATE } from '../core/esxi/needs.ts';
import type { Asked } from '../core/esxi/reading/asked-at.ts';
import { lengthOf, type Output } from './batch.ts';
import { nothingSaid, shellSilent } from './fault.ts';
import { type Limits, MOST_SCRIPT, MOST_TEXT, secondsText } from './limits.ts';
import {
  eachQueries,
  type Found,
  findNames,
  firstQueries,
  hasConsole,
  type Query,
  type Release,
  readRelease,
  unanswerable,
  VERSION_QUERY,
} from './queries.ts';
import { type BatchEnd, runBatch } from './run-batch.ts';
import { readClock } from './skew.ts';
import type { Connection } from './ssh.ts';
import { type Transcript, transcriptOf } from './transcript.ts';

/** One command that was run, and how it ended. */
export interface Answered extends Output {
  readonly query: Query;
  /** When it was sent and answered, of a clock. */
  readonly asked?: Asked;
}

/** What was read of one host. The transcript is a shell session: it can be saved, pasted, and read again. */
export interface Collected {
  readonly host: string;
  /** When the first command was sent, by our own clock. */
  readonly readAt: string;
  readonly transcript: string;
  /** Every command that ended, with its exit status and both streams; those that failed are not in the transcript. */
  readonly answers: readonly Answered[];
  /** What went otherwise than asked: fallbacks, output cut off, needs that this version cannot answer. */
  readonly notes: readonly string[];
}

export interface CollectOptions {
  readonly needs?: readonly Need[];
  readonly limits: Limits;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Batches run side by side on the one connection; a sweep of many hosts keeps to one. */
  readonly lanes?: number;
  /** What was told on this very connection: a host that changes its version ends it, so it is not asked again. */
  readonly version?: Answered | undefined;
}

/** Reads one host: its version first, then what the needs ask of that version. Where nothing was said, that is a Problem. */
export async function collect(connection: Connection, options: CollectOptions): Promise<Collected> {
  const readAt = new Date(options.now()).toISOString();
  const needs = options.needs ?? WHOLE_STATE;
  const run = new Run(connection, options);
  if (options.version === undefined) await run.all([VERSION_QUERY]);
  else run.knows(options.version);
  if (run.hangs(VERSION_QUERY)) throw shellSilent(connection.login, options.limits.command);
  const release = readRelease(run.answered[0]?.stdout ?? '');
  await run.all(firstQueries(needs, release));
  const found = findNames(run.answered);
  await run.all(eachQueries(needs, release, found));
  if (needs.includes('skew')) await run.clock();
  const notes = [...versionNotes(needs, release), ...run.notes(), ...foundNotes(found)];
  if (!run.answered.some(tells)) throw nothingSaid(connection.login, notes);
  const { name, user } = connection.login;
  const transcript = transcriptOf({ host: name, user, console: hasConsole(release) }, run.answered);
  return {
    host: name,
    readAt,
    transcript: transcript.text,
    answers: run.answers,
    notes: [...notes, ...markNotes(transcript)],
  };
}

/** What every host answers, even one whose network nothing can be read of; and what no reader keeps. */
const SAYS_LITTLE = /^(?:vmware|date|echo|vim-cmd) |^\S+ (?:system settings|software) /;

/** True for an answer that says something of the host's network or time. */
function tells({ query, stdout, stderr }: Answered): boolean {
  return !SAYS_LITTLE.test(query.text) && `${stdout}${stderr}`.trim() !== '';
}

class Run {
  /** What was answered usefully. */
  readonly answered: Answered[] = [];
  /** Every command that ended, those that failed as well. */
  readonly answers: Answered[] = [];
  private readonly connection: Connection;
  private readonly options: CollectOptions;
  private readonly failed: { query: Query; why: string; instead: Query | null }[] = [];
  private bytes = 0;
  /** Why there is no answer, for those commands whose end was not seen. */
  private readonly lost = new Map<Query, string>();
  /** Once esxcli hangs, it is asked nothing more. */
  private esxcliHangs = false;

  constructor(connection: Connection, options: CollectOptions) {
    this.connection = connection;
    this.options = options;
  }

  knows(answer: Answered): void {
    this.answers.push(answer);
    this.answered.push(answer);
  }

  /** Runs queries in as many lanes as allowed, then what stands in for those that failed. */
  async all(queries: readonly Query[]): Promise<void> {
    const lanes = lanesOf(queries, this.options.lanes ?? 1);
    const answers = await allEnded(lanes.map((lane) => this.lane(lane)));
    const byQuery = new Map(answers.flat().map((answer) => [answer.query, answer]));
    const instead: Query[] = [];
    for (const query of queries) {
      const answer = byQuery.get(query);
      const why = answer === undefined ? this.lost.get(query)! : failure(answer);
      if (answer !== undefined) this.answers.push(answer);
      if (answer !== undefined && why === null) this.answered.push(answer);
      if (why === null) continue;
      const other = why === UNKNOWN && query.instead?.words[0] === 'localcli' ? null : query.instead; // the same tree
      this.failed.push({ query, why, instead: other });
      if (other !== null) instead.push(other);
    }
    const known = new Set(this.answered.map(({ query }) => query.text));
    const fresh = [...new Map(instead.map((query) => [query.text, query])).values()];
    const left = fresh.filter(({ text }) => !known.has(text));
    if (left.length > 0) await this.all(left);
  }

  /** Reads the clock by itself, a few times, each with the moments between which it was read. */
  async clock(): Promise<void> {
    const { limits, now, signal } = this.options;
    for (const answer of await readClock(this.connection, { ms: limits.command, now, signal })) this.knows(answer);
  }

  /** True where a command had no end in time; a host that cannot even tell its version is asked nothing more. */
  hangs(query: Query): boolean {
    return this.lost.get(query) === this.lossOf('hung');
  }

  notes(): string[] {
    const notes = new Map<string, string[]>();
    for (const { query, why, instead } of this.failed) {
      const then = instead === null ? 'nothing else tells it' : 'read another way';
      const key = `${why}; ${then}`;
      notes.set(key, [
        ...(notes.get(key) ?? []),
        instead === null ? code(query) : `${code(query)} (by ${code(instead)})`,
      ]);
    }
    return [...notes].map(([why, commands]) => `${why}: ${commands.join(', ')}.`);
  }

  /** One lane of commands; where one hangs or is cut off, the lane goes on behind it. */
  private async lane(queries: readonly Query[]): Promise<Answered[]> {
    const { limits, signal } = this.options;
    const answers: Answered[] = [];
    const retried = new Set<Query>();
    for (let left = this.askable(queries); left.length > 0; left = this.askable(left)) {
      const batch = fitting(left);
      const { outputs, ended, end } = await runBatch(this.connection, batch, limits.command, signal);
      answers.push(...outputs.slice(0, ended).flatMap((output, i) => this.kept({ ...output, query: batch[i]! })));
      const stuck = batch[ended];
      left = left.slice(ended);
      if (stuck === undefined) continue;
      // Cut-off output may lack rows without showing it, so it is asked for once more and else left out.
      if (end === 'cut' && !retried.has(stuck)) retried.add(stuck);
      else {
        this.lost.set(stuck, this.lossOf(end));
        left = left.slice(1);
        if (end === 'hung' && isEsxcli(stuck)) this.esxcliHangs = true;
      }
    }
    return answers;
  }

  /** Without esxcli, once that has hung: each further call would cost its whole time limit. */
  private askable(queries: readonly Query[]): Query[] {
    if (!this.esxcliHangs) return [...queries];
    const [others, skipped] = [queries.filter((each) => !isEsxcli(each)), queries.filter(isEsxcli)];
    for (const query of skipped) this.lost.set(query, this.lossOf('hung'));
    return others;
  }

  /** The answer, unless all of them together are more than a transcript may hold. */
  private kept(answer: Answered): Answered[] {
    this.bytes += answer.stdout.length + answer.stderr.length;
    if (this.bytes <= MOST_TEXT) return [answer];
    this.lost.set(answer.query, this.lossOf('too-much'));
    return [];
  }

  private lossOf(end: BatchEnd): string {
    if (end === 'cut') return 'The output was cut off, twice';
    if (end === 'too-much') return 'There was too much output';
    return `There was no answer within ${secondsText(this.options.limits.command)} (as when hostd is down)`;
  }
}

const isEsxcli = ({ words }: Query) => words[0] === 'esxcli';
const code = ({ text }: Query) => `\`${text}\``;

/** Waits for every lane, also where one fails: each ends on the host what it left running there. */
async function allEnded<T>(lanes: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(lanes);
  return Promise.all(lanes);
}

/** As many of the first queries as one command line takes. */
function fitting(queries: readonly Query[]): readonly Query[] {
  let bytes = 0;
  const over = queries.findIndex(({ words }) => {
    bytes += lengthOf(words);
    return bytes > MOST_SCRIPT;
  });
  return over < 0 ? queries : queries.slice(0, Math.max(1, over));
}

/** Lanes of like length; the order within each is kept. */
function lanesOf(queries: readonly Query[], most: number): Query[][] {
  const count = Math.max(1, Math.min(most, Math.ceil(queries.length / 3)));
  const lanes: Query[][] = Array.from({ length: count }, () => []);
  queries.forEach((query, i) => {
    lanes[i % count]!.push(query);
  });
  return lanes.filter((lane) => lane.length > 0);
}

const UNKNOWN = 'This host does not know the command';

/** Why an answer is none, or null. What esxcli exits with is not documented, so its words count as well (commands.md X11). */
export function failure({ query: { words }, status, stdout, stderr }: Answered): string | null {
  const said = `${stdout}\n${stderr}`;
  if (/Unknown command or namespace/i.test(said)) return UNKNOWN;
  const isCli = words[0] === 'esxcli' || words[0] === 'localcli';
  if (isCli && /^\s*(?:Errors?:|Connect\w* to \S+ failed)/m.test(said)) return 'The command failed';
  if (status === 0 || (words[0] === 'grep' && status === 1)) return null;
  const ofDaemon = words[0] === 'ntpq' || words[0] === '/etc/init.d/ntpd';
  if (ofDaemon && status !== null && status < 126) return null; // a daemon that does not run is an answer, too
  return status === 127 ? 'This host does not have the command' : `The command failed (exit status ${status})`;
}

function versionNotes(needs: readonly Need[], release: Release | undefined): string[] {
  if (release === undefined) {
    return ['The version could not be read, so only what every version has was asked for.'];
  }
  const none = unanswerable(needs, release).filter((need) => !['access', 'skew', 'sharing'].includes(need));
  return none.length === 0 ? [] : [`I know no command for this on ${release.version}: ${none.join(', ')}.`];
}

function foundNotes({ leftOut }: Found): string[] {
  return leftOut === 0
    ? []
    : [`Adapters and stacks by names that no host has, or too many, were not asked for: ${leftOut}.`];
}

function markNotes({ marked, leftOut }: Transcript): string[] {
  const told = (commands: readonly string[], what: string) =>
    commands.length === 0 ? [] : [`${what}: ${commands.map((text) => `\`${text}\``).join(', ')}.`];
  return [
    ...told(marked, 'Output that could be taken for another command\'s is marked "(output)" and not read as one'),
    ...told(leftOut, "Output that could be taken for another command's was left out"),
  ];
}
