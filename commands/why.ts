import { command, type Ports, usage } from '../src/command.ts';
import { foundInstead } from '../src/core/describe/found-instead.ts';
import { joined } from '../src/core/describe/join.ts';
import { describeWhy } from '../src/core/describe/why.ts';
import { NOTHING_READ } from '../src/core/esxi/nothing-read.ts';
import type { Question } from '../src/core/questions/question.ts';
import { understand } from '../src/core/questions/understand.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { why as answer } from '../src/core/why/why.ts';
import { Problem } from '../src/problem.ts';
import { perHost, quoted, readHosts, type Seen } from './seen.ts';

/** A question in plain words, answered from the host's own output. */
export const why = command({
  name: 'why',
  usage: 'why [HOST] QUESTION [--from FILE]',
  summary: 'a question in plain words, answered from what the host printed',
  examples: [
    'why does vMotion use vmk0 --from capture.txt',
    'why "why can\'t 192.168.40.0/24 reach vmk1" --from capture.txt',
    'why which vmk reaches 10.0.5.9 --from capture.txt',
  ],

  async run({ words, from }, ports) {
    const question = await questionOf(words, () => foundIn(from, ports));
    const seen = await readHosts(ports).catch((fault) => withoutHost(fault, question));
    const named = namedIn(words, seen);
    const ordered = [...named, ...seen.filter((each) => !named.includes(each))];
    const answers = ordered.map((each) => ({ ...each, json: answer(each.state, question) }));
    return {
      json: perHost('vmkbot/why/1', answers),
      reply: () =>
        joined(
          answers.map((each) => ({ host: each.host, reply: describeWhy(each.json, each.state, quoted(each)) })),
          named.length > 0,
        ),
    };
  },
});

/** Of several hosts that one output is of, those that the question names: what it asks of one is not first told of another. */
function namedIn(words: readonly string[], seen: readonly Seen[]): readonly Seen[] {
  if (seen.length === 1) return [];
  const said = words
    .flatMap((word) => word.toLowerCase().split(/\s+/))
    .map((word) => word.replace(/(?:['’]s)?\W*$/, ''));
  return seen.filter(({ host }) => typeof host === 'string' && said.includes(host.toLowerCase()));
}

/** What is known of a story or of one problem is told without any output too, with what to bring. */
function withoutHost(fault: unknown, question: Question): readonly Seen[] {
  if (!isOfAProblem(question) || !(fault instanceof Problem) || fault.code !== 'no-input') throw fault;
  return [{ state: NOTHING_READ, host: 1 }];
}

/** A question of one path, of one adapter or of all that a check finds says nothing without a host. */
function isOfAProblem({ kind, rule, vmknic, destination, negated }: Question): boolean {
  switch (kind) {
    case 'symptom':
    case 'service-denied':
    case 'time':
      return true;
    case 'finding':
      return rule != null;
    case 'service-adapter':
      return vmknic === null && destination === null;
    case 'return-path':
      return negated === true && destination !== null;
    case 'path':
    case 'what-if':
      return false;
  }
}

/** A question is understood as it stands, quoted or not; where it is not, what a check finds is told in its place. */
async function questionOf(words: readonly string[], found: () => Promise<string | null>): Promise<Question> {
  const text = words.join(' ');
  if (text.trim() === '') {
    throw usage('`why` needs a question.', 'For example: vmkbot why does vMotion use vmk0 --from capture.txt');
  }
  const understood = understand(text);
  if ('question' in understood) return understood.question;
  const { nearest, examples, hint } = understood.refused;
  const others = examples.filter((each) => each !== nearest).map((each) => `"${each}"`);
  const known = `The nearest question that I understand: "${nearest}". Others: ${others.join(', ')}.`;
  const next = [await found(), hint, known].filter((each) => each !== null).join(' ');
  throw usage(`I do not understand the question "${text}".`, next, 'not-understood');
}

/** Of files that were given: a live host is not logged in to for words that nobody understands. */
async function foundIn(from: readonly string[], ports: Ports): Promise<string | null> {
  if (from.length === 0) return null;
  try {
    const seen = await readHosts(ports);
    const { findings } = diagnose(seen.length === 1 ? seen[0].state : seen.map(({ state }) => state));
    return foundInstead(findings, '`check` with the same `--from`');
  } catch (fault) {
    if (fault instanceof Problem) return null;
    throw fault;
  }
}
