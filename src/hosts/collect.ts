import { type Need, WHOLE_STATE } from '../core/esxi/needs.ts';
import type { Output, Words } from './batch.ts';
import { shellSilent } from './fault.ts';
import { type Limits, secondsText } from './limits.ts';
import {
  eachQueries,
  firstQueries,
  hasConsole,
  type Query,
  type Release,
  readRelease,
  unanswerable,
  VERSION_QUERY,
} from './queries.ts';
import { type BatchEnd, runBatch } from './run-batch.ts';
import type { Connection } from './ssh.ts';
import { transcriptOf } from './transcript.ts';

/** One command that was run, and how it ended. */
export interface Answered extends Output {
  readonly words: Words;
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
}

/** Reads one host: its version first, then what the needs ask of that version. */
export async function collect(connection: Connection, options: CollectOptions): Promise<Collected> {
  const readAt = new Date(options.now()).toISOString();
  const needs = options.needs ?? WHOLE_STATE;
  const run = new Run(connection, options);
  await run.all([{ words: VERSION_QUERY }]);
  if (run.hangs(VERSION_QUERY)) throw shellSilent(connection.login, options.limits.command);
  const release = readRelease(run.answered[0]?.stdout ?? '');
  await run.all(firstQueries(needs, release));
  await run.all(eachQueries(needs, release, run.found()));
  const prompt = { host: connection.login.name, user: connection.login.user, console: hasConsole(release) };
  const { text, marked } = transcriptOf(prompt, run.answered);
  const notes = [...versionNotes(needs, release), ...run.notes(), ...markNotes(marked)];
  return { host: connection.login.name, readAt, transcript: text, answers: run.answers, notes };
}

class Run {
  /** What was answered usefully. */
  readonly answered: Answered[] = [];
  /** Every command that ended, those that failed as well. */
  readonly answers: Answered[] = [];
  private readonly connection: Connection;
  private readonly options: CollectOptions;
  private readonly failed: { words: Words; why: string; instead: Words | null }[] = [];
  /** Why there is no answer, for those commands whose end was not seen. */
  private readonly lost = new Map<Words, string>();
  /** Once esxcli hangs, it is asked nothing more. */
  private esxcliHangs = false;

  constructor(connection: Connection, options: CollectOptions) {
    this.connection = connection;
    this.options = options;
  }

  /** Runs queries in as many lanes as allowed, then what stands in for those that failed. */
  async all(queries: readonly Query[]): Promise<void> {
    const lanes = lanesOf(queries, this.options.lanes ?? 1);
    const answers = await Promise.all(lanes.map((lane) => this.lane(lane)));
    const byWords = new Map(answers.flat().map((answer) => [answer.words, answer]));
    const instead: Query[] = [];
    for (const query of queries) {
      const answer = byWords.get(query.words);
      const why = answer === undefined ? this.lost.get(query.words)! : failure(answer);
      if (answer !== undefined) this.answers.push(answer);
      if (answer !== undefined && why === null) this.answered.push(answer);
      if (why === null) continue;
      const other = why === UNKNOWN && query.instead?.[0] === 'localcli' ? null : (query.instead ?? null); // the same tree
      this.failed.push({ words: query.words, why, instead: other });
      if (other !== null) instead.push({ words: other });
    }
    const known = new Set(this.answered.map(({ words }) => words.join(' ')));
    const fresh = [...new Map(instead.map((query) => [query.words.join(' '), query])).values()];
    const left = fresh.filter(({ words }) => !known.has(words.join(' ')));
    if (left.length > 0) await this.all(left);
  }

  /** What the answers name, for the queries that are asked once for each. */
  found(): { vmknics: string[]; netstacks: string[] } {
    const text = this.answered.map(({ stdout }) => stdout).join('\n');
    const vmknics = [...text.matchAll(/^\s*(vmk\d{1,4})\b/gm)].map(([, name]) => name!);
    const netstacks = [...text.matchAll(/^\s+Key: ([A-Za-z0-9_.-]{1,64})\s*$/gm)].map(([, key]) => key!);
    return { vmknics: [...new Set(vmknics)], netstacks: [...new Set(netstacks)] };
  }

  /** True where a command had no end in time; a host that cannot even tell its version is asked nothing more. */
  hangs(words: Words): boolean {
    return this.lost.get(words) === this.lossOf('hung');
  }

  notes(): string[] {
    const notes = new Map<string, string[]>();
    for (const { words, why, instead } of this.failed) {
      const then = instead === null ? 'nothing else tells it' : 'read another way';
      const key = `${why}; ${then}`;
      notes.set(key, [
        ...(notes.get(key) ?? []),
        instead === null ? code(words) : `${code(words)} (by ${code(instead)})`,
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
      const commands = left.map(({ words }) => words);
      const { outputs, ended, end } = await runBatch(this.connection, commands, limits.command, signal);
      answers.push(...outputs.slice(0, ended).map((output, i) => ({ ...output, words: commands[i]! })));
      const stuck = left[ended];
      left = left.slice(ended);
      if (stuck === undefined) break;
      // Cut-off output may lack rows without showing it, so it is asked for once more and else left out.
      if (end === 'cut' && !retried.has(stuck)) retried.add(stuck);
      else {
        this.lost.set(stuck.words, this.lossOf(end));
        left = left.slice(1);
        if (end === 'hung' && stuck.words[0] === 'esxcli') this.esxcliHangs = true;
      }
    }
    return answers;
  }

  /** Without esxcli, once that has hung: each further call would cost its whole time limit. */
  private askable(queries: readonly Query[]): Query[] {
    if (!this.esxcliHangs) return [...queries];
    const [others, skipped] = [queries.filter((each) => !isEsxcli(each)), queries.filter(isEsxcli)];
    for (const { words } of skipped) this.lost.set(words, this.lossOf('hung'));
    return others;
  }

  private lossOf(end: BatchEnd): string {
    if (end === 'cut') return 'The output was cut off, twice';
    if (end === 'too-much') return 'There was too much output';
    return `There was no answer within ${secondsText(this.options.limits.command)} (as when hostd is down)`;
  }
}

const isEsxcli = ({ words }: Query) => words[0] === 'esxcli';
const code = (words: Words) => `\`${words.join(' ')}\``;

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
function failure({ words, status, stdout, stderr }: Answered): string | null {
  const said = `${stdout}\n${stderr}`;
  if (/Unknown command or namespace/i.test(said)) return UNKNOWN;
  const isCli = words[0] === 'esxcli' || words[0] === 'localcli';
  if (isCli && /^\s*(?:Errors?:|Connect\w* to \S+ failed)/m.test(said)) return 'The command failed';
  if (status === 0 || (words[0] === 'grep' && status === 1)) return null;
  if (words[0] === 'ntpq' && status !== 127) return null; // a daemon that does not run is an answer, too
  return status === 127 ? 'This host does not have the command' : `The command failed (exit status ${status})`;
}

function versionNotes(needs: readonly Need[], release: Release | undefined): string[] {
  if (release === undefined) {
    return ['The version could not be read, so only what every version has was asked for.'];
  }
  const none = unanswerable(needs, release).filter((need) => need !== 'access');
  return none.length === 0 ? [] : [`I know no command for this on ${release.version}: ${none.join(', ')}.`];
}

function markNotes(marked: number): string[] {
  if (marked === 0) return [];
  const lines = marked === 1 ? '1 line of output looks' : `${marked} lines of output look`;
  return [`${lines} like a command line; marked "(output)" so that it is not read as one.`];
}
