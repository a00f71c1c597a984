import { meant, runVerb } from '../../commands/run.ts';
import type { Ports } from '../command.ts';
import { Problem } from '../problem.ts';
import type { Call, Given, Outcome, Task } from './task.ts';

/** Runs a verb until it answers, fails, or asks for something that it was not given. */
export async function work(task: Task): Promise<Outcome> {
  const { promise: called, resolve: call } = withResolve<Outcome>();
  return Promise.race([called, answer(task, (wanted) => call({ kind: 'call', call: wanted }))]);
}

async function answer({ asked, hosts, given }: Task, call: (wanted: Call) => void): Promise<Outcome> {
  try {
    const answered = await runVerb(await meant(asked), portsOf(hosts, replay(given, call)));
    return { kind: 'said', reply: answered.reply(), json: answered.json, verbatim: answered.verbatim === true };
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

function portsOf(hosts: Task['hosts'], ask: Ask): Ports {
  const captures: Ports['captures'] = async (needs) => (await ask({ kind: 'captures', needs })).captures;
  if (hosts === undefined) return { captures };
  const test = async (host: string) => (await ask({ kind: 'test', host })).tested;
  const pin = async (host: string) => (await ask({ kind: 'pin', host })).shown;
  return { captures, inventory: { hosts, test, pin } };
}

function withResolve<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
