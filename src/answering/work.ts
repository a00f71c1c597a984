import { meant, runVerb } from '../../commands/run.ts';
import { portOver } from '../changes-port.ts';
import type { Ports, Stream } from '../command.ts';
import { Problem } from '../problem.ts';
import { nothingAtHand, tooMuchToSend } from './problems.ts';
import type { Call, Given, Outcome, Task, TextFile } from './task.ts';

/** Runs a verb until it answers, fails, or asks for something that it was not given. */
export async function work(task: Task): Promise<Outcome> {
  const { promise: called, resolve: call } = withResolve<Outcome>();
  return Promise.race([called, answer(task, (wanted) => call({ kind: 'call', call: wanted }))]);
}

async function answer(task: Task, call: (wanted: Call) => void): Promise<Outcome> {
  try {
    const answered = await runVerb(await meant(task.asked), portsOf(task, replay(task.given, call)));
    const { json, verbatim, stream } = answered;
    const file = stream === undefined ? {} : { file: await fileOf(stream) };
    return { kind: 'said', reply: answered.reply(), json, verbatim: verbatim === true, ...file };
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const { code, message, next, exit, near } = fault;
    return { kind: 'problem', fault: { code, message, next, exit, ...(near && { near }) } };
  }
}

type Ask = <K extends Given['kind']>(call: Call & { readonly kind: K }) => Promise<Given & { readonly kind: K }>;

/** Gives the answers of earlier runs in the order of their calls. The first call without one never returns: the run is over. */
function replay(given: readonly Given[], call: (wanted: Call) => void): Ask {
  let next = 0;
  return (wanted) => {
    const answered = given[next++];
    if (answered?.kind === wanted.kind) return Promise.resolve(answered as never);
    if (answered !== undefined) throw new Error(`a verb asked for ${wanted.kind}, and before for ${answered.kind}`);
    call(wanted);
    return new Promise(() => {});
  };
}

function portsOf({ hosts, protected: peers, record }: Task, ask: Ask): Ports {
  const captures: Ports['captures'] = async (needs) => {
    const { captures: given } = await ask({ kind: 'captures', needs });
    if (given === null) throw nothingAtHand();
    return given;
  };
  const changes = portOver(async (call) => (await ask({ kind: 'record', call })).answer);
  const ports = { captures, ...(record === true && { changes }) };
  if (hosts === undefined) return ports;
  const test = async (host: string) => (await ask({ kind: 'test', host })).tested;
  const pin = async (host: string) => (await ask({ kind: 'pin', host })).shown;
  return { ...ports, inventory: { hosts, ...(peers && { protected: peers }), test, pin } };
}

/** What is sent as a file is held whole, here and where it is sent. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

async function fileOf({ file: name, lines }: Stream): Promise<TextFile> {
  let text = '';
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length > MOST_CHARACTERS) throw tooMuchToSend(name);
  }
  return { name, text };
}

function withResolve<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
