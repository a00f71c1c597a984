import { VERBS } from '../../commands/index.ts';
import {
  type Answer,
  type Asked,
  allowOptions,
  type Capture,
  type Command,
  type Ports,
  parse,
  usage,
} from '../command.ts';
import { Problem } from '../problem.ts';
import { readCaptures } from './captures.ts';
import { clean, safeJson } from './clean.ts';
import { paintFor } from './paint.ts';

/** Where a command line writes, and what it may know of its surroundings. */
export interface Streams {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs one command line and returns its exit status. `current` gives what a verb reads where there is no `--from`. */
export async function run(typed: readonly string[], streams: Streams, current?: Ports['captures']): Promise<number> {
  const json = typed.includes('--json');
  try {
    const asked = parse(typed, [...Object.keys(VERBS), 'shell', 'version']);
    if (asked.verb === 'shell') throw usage('`shell` stands alone.', 'Type vmkbot shell, then help.');
    if (asked.verb === 'version') return await print(await versionAnswer(), asked.json, streams);
    const wanted = asked.help && asked.verb !== 'help' ? { ...asked, verb: 'help', words: [asked.verb] } : asked;
    const command = await VERBS[wanted.verb]!();
    allowOptions(command, wanted);
    return await answer(command, wanted, streams, current);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return tell(fault, json, streams);
  }
}

/** Verbs that speak of no host. */
const HOSTLESS: ReadonlySet<string> = new Set(['help', 'schema']);

/** Runs a verb on the hosts that its words name, on the inputs given, or on the current host. */
async function answer(
  command: Command,
  asked: Asked,
  streams: Streams,
  current: Ports['captures'] | undefined,
): Promise<number> {
  const configured = Boolean(streams.env.VMKBOT_CONFIG) && asked.from.length === 0 && !HOSTLESS.has(command.name);
  const live = configured ? (await import('../live.ts')).openLive(streams.env) : undefined;
  try {
    const named = live?.named(asked) ?? { asked, hosts: [] };
    let read: readonly Capture[] = [];
    const captures: Ports['captures'] = async (needs) => {
      if (live !== undefined && named.hosts.length > 0) read = await live.read(named.hosts, needs);
      else read = current !== undefined && asked.from.length === 0 ? await current() : await readCaptures(asked.from);
      return read;
    };
    const answered = await command.run(named.asked, { captures, ...(live && { inventory: live.inventory }) });
    const { withReading } = await import('./with-reading.ts');
    return await print(withReading(answered, read), asked.json, streams);
  } finally {
    await live?.close();
  }
}

async function print(answer: Answer, json: boolean, { out, env }: Streams): Promise<number> {
  if (json || answer.verbatim === true) out.write(`${safeJson(answer.json, json ? undefined : 2)}\n`);
  else {
    const { render } = await import('./render.ts');
    out.write(render(answer.reply(), { width: widthOf(out), paint: paintFor(out, env) }));
  }
  return answer.exit ?? 0;
}

const READABLE = 110;

function widthOf({ columns }: Streams['out']): number {
  return columns === undefined ? READABLE : Math.min(Math.max(columns, 40), 140);
}

/** A problem in one sentence and a next step; with `--json` also as the one object on standard output. */
export function tell({ code, message, next, exit }: Problem, json: boolean, { out, err }: Streams): number {
  err.write(`${clean(message)} ${clean(next)}\n`);
  if (json) out.write(`${safeJson({ schema: 'vmkbot/problem/1', code, message, next })}\n`);
  return exit;
}

async function versionAnswer(): Promise<Answer> {
  const { VERSION } = await import('../version.ts');
  return { json: { version: VERSION }, reply: () => ({ headline: { text: `vmkbot ${VERSION}` }, sections: [] }) };
}
