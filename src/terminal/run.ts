import { once } from 'node:events';
import { VERBS } from '../../commands/index.ts';
import { meant, runVerb } from '../../commands/run.ts';
import { type Answer, type Asked, type Ports, parse, type Stream, usage } from '../command.ts';
import { decidedInSlack } from '../decided-in-slack.ts';
import type { Live } from '../live.ts';
import { Problem } from '../problem.ts';
import { withWayOn } from './ask-in-slack.ts';
import { readCaptures, readLines } from './captures.ts';
import { clean, safeJson, safeJsonText } from './clean.ts';
import { paintFor } from './paint.ts';
import { Saving } from './save.ts';

/** Where a command line writes, and what it may know of its surroundings. */
export interface Streams {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs one command line and returns its exit status. `current` gives what a verb reads where there is no `--from`; `shared` has
 * the connections of a session, which stay open.
 */
export async function run(
  typed: readonly string[],
  streams: Streams,
  current?: Ports['captures'],
  shared?: Live,
): Promise<number> {
  const json = typed.includes('--json');
  try {
    const decides = decidedInSlack(typed.filter((word) => !word.startsWith('--')));
    if (decides !== null) throw decides;
    const asked = parse(typed, [...Object.keys(VERBS), 'shell', 'start', 'version']);
    if (asked.verb === 'shell') throw usage('`shell` stands alone.', 'Type vmkbot shell, then help.');
    if (asked.verb === 'start') throw usage('`start` stands alone.', 'Its settings are in the environment.');
    const { save, ...rest } = asked;
    return await answer(await meant(rest), save, streams, { current, shared });
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return tell(fault, json, streams);
  }
}

/** Verbs that read no host. */
const HOSTLESS: ReadonlySet<string> = new Set(['help', 'schema', 'version', 'changes', 'audit']);

/** Verbs that read the record of changes. */
const RECORD: ReadonlySet<string> = new Set(['changes', 'audit']);

/** What ends a reading on the host, too, before the process ends. A second one ends the process at once. */
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a verb on the hosts that its words name, on the inputs given, or on the current host. */
async function answer(
  asked: Asked,
  save: string | undefined,
  streams: Streams,
  { current, shared }: { readonly current: Ports['captures'] | undefined; readonly shared: Live | undefined },
): Promise<number> {
  const configured = Boolean(streams.env.VMKBOT_CONFIG) && asked.from.length === 0 && !HOSTLESS.has(asked.verb);
  const own = configured && shared === undefined ? (await import('../live.ts')).openLive(streams.env) : undefined;
  const live = configured ? (shared ?? own) : undefined;
  const record = RECORD.has(asked.verb) ? await recordOf(streams, current !== undefined) : undefined;
  const interrupt = () => own?.cancel();
  if (own !== undefined) for (const signal of STOPS) process.once(signal, interrupt);
  try {
    const named = live?.named(asked) ?? { asked, hosts: [] };
    const saving = save === undefined ? undefined : new Saving(save, named.hosts);
    const captures: Ports['captures'] = async (needs) => {
      if (live !== undefined && named.hosts.length > 0) {
        const read = await live.read(named.hosts, needs).catch(async (fault) => {
          throw (await import('../hosts-unread.ts')).toldWithout(fault, named.asked);
        });
        await saving?.keep(read);
        return read;
      }
      return current !== undefined && asked.from.length === 0 ? current(needs) : readCaptures(asked.from);
    };
    const lines = () => readLines(asked.from[0]!);
    const ports = { captures, lines, ...(live && { inventory: live.inventory }), ...(record && { changes: record }) };
    const names = record === undefined ? undefined : await namesIn(streams.env);
    const put = { ...named.asked, ...(names && { inventory: names }) };
    const said = withWayOn(await runVerb(put, ports), asked, named.hosts);
    return await print(said, asked.json, streams);
  } finally {
    await record?.close();
    for (const signal of STOPS) process.off(signal, interrupt);
    await own?.close();
  }
}

/** The hosts of the configuration, to tell a name that is none; the record is read without one just as well. */
async function namesIn(env: NodeJS.ProcessEnv): Promise<readonly string[] | undefined> {
  if (!env.VMKBOT_CONFIG) return undefined;
  try {
    const live = (await import('../live.ts')).openLive(env);
    await live.close();
    return live.names;
  } catch (fault) {
    if (fault instanceof Problem) return undefined;
    throw fault;
  }
}

/** In a session nothing is followed: Ctrl+C there ends what is read of a host, and this reads none. */
async function recordOf({ env }: Streams, isSession: boolean) {
  const { wait, ...record } = (await import('../record/open.ts')).openRecord(env.VMKBOT_STORE || undefined);
  return { ...record, ...(wait !== undefined && !isSession && { wait }) };
}

async function print(answer: Answer, json: boolean, { out, env }: Streams): Promise<number> {
  if (answer.stream !== undefined) return await stream(answer.stream, out);
  if (json || answer.verbatim === true) out.write(`${safeJson(answer.json, json ? undefined : 2)}\n`);
  else {
    const { render } = await import('./render.ts');
    out.write(
      render(answer.reply(), {
        width: widthOf(out),
        wholeRows: out.columns === undefined,
        paint: paintFor(out, env),
      }),
    );
  }
  return answer.exit ?? 0;
}

/** Writes no faster than it is read. */
async function stream({ json, lines, exit }: Stream, out: Streams['out']): Promise<number> {
  for await (const line of lines) {
    if (!out.write(`${json ? safeJsonText(line) : clean(line)}\n`)) await once(out, 'drain');
  }
  return exit?.() ?? 0;
}

const READABLE = 110;

function widthOf({ columns }: Streams['out']): number {
  return columns === undefined ? READABLE : Math.min(Math.max(columns, 40), 140);
}

const MOST_FAULTS = 20;

/** A problem in one sentence and a next step; with `--json` also as the one object on standard output. */
export function tell({ code, message, next, exit, faults }: Problem, json: boolean, { out, err }: Streams): number {
  err.write(`${[clean(message), ...faultLines(faults ?? []), clean(next)].join(faults?.[1] ? '\n' : ' ')}\n`);
  const problem = { schema: 'vmkbot/problem/1', code, message, next, ...(faults && { faults }) };
  if (json) out.write(`${safeJson(problem)}\n`);
  return exit;
}

/** One fault a line; a single one stands in the message. */
function faultLines(faults: readonly string[]): string[] {
  if (faults.length < 2) return [];
  const more = faults.length - MOST_FAULTS;
  return [
    ...faults.slice(0, MOST_FAULTS).map((fault) => `- ${clean(fault)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
