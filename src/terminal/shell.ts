import { createInterface, type Interface } from 'node:readline';
import { VERBS } from '../../commands/index.ts';
import { readHosts } from '../../commands/seen.ts';
import { type Capture, split, straighten } from '../command.ts';
import { describeState } from '../core/describe/state.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { SAMPLES } from '../samples/index.ts';
import { clean } from './clean.ts';
import { type Paint, paintFor } from './paint.ts';
import { run, type Streams, tell } from './run.ts';

/** Words that begin a question, so that a mistyped verb is told from one. */
const ASKING =
  /^(why|what|which|how|is|are|does|do|did|can|could|where|through|over|on|if|when|who|whose|will|would|should|has|have|my|the|i)\b/i;

/** The interactive terminal: one current host, any verb or plain question about it. Also takes lines from a pipe. */
export async function shell(streams: Streams): Promise<number> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: isTerminal() });
  return new Shell(streams, lines).loop();
}

const isTerminal = () => process.stdin.isTTY === true && process.stdout.isTTY === true;

class Shell {
  private current: Capture | undefined;
  private pasted: string[] | undefined;
  private readonly streams: Streams;
  private readonly lines: Interface;
  private readonly paint: Paint;

  constructor(streams: Streams, lines: Interface) {
    this.streams = streams;
    this.lines = lines;
    this.paint = paintFor(streams.out, streams.env);
  }

  async loop(): Promise<number> {
    this.say(welcome(this.paint));
    this.prompt();
    this.lines.on('SIGINT', () => this.interrupted());
    for await (const line of this.lines) {
      if (await this.take(line)) break;
      this.prompt();
    }
    if (this.pasted !== undefined) await this.endPaste();
    this.lines.close();
    return 0;
  }

  /** True where the line ends the session. */
  private async take(line: string): Promise<boolean> {
    if (this.pasted !== undefined) {
      if (line.trim() === '.') await this.endPaste();
      else this.pasted.push(line);
      return false;
    }
    const words = split(line);
    if (/^(quit|exit|q)$/i.test(words.join(' '))) return true;
    await this.answer(line, words).catch((fault) => this.fail(fault));
    return false;
  }

  private async answer(line: string, words: readonly string[]): Promise<void> {
    const [first = '', ...rest] = words;
    switch (first.toLowerCase()) {
      case '':
        return;
      case 'hosts':
        return this.say(hosts(this.paint));
      case 'use':
        return this.use(rest.join(' '));
      case 'paste':
        this.pasted = [];
        return this.say('Paste what the host printed; end with a line that holds only a full stop.\n');
      case 'show':
        return this.show();
      case '?':
        return this.say(help(this.paint));
      case 'help':
        return rest.length === 0 ? this.say(help(this.paint)) : void (await run(words, this.streams));
      default:
        return this.ask(line, words);
    }
  }

  /** A verb, or else a question in plain words. */
  private async ask(line: string, words: readonly string[]): Promise<void> {
    const first = words[0]!.toLowerCase();
    const isVerb = first in VERBS || first.startsWith('--');
    const isQuestion = ASKING.test(first) || (words.length > 1 && nearest(first, Object.keys(VERBS)) === undefined);
    const given = this.samplesNamed(words);
    if (isVerb && given !== undefined) await run(['compare'], this.streams, async () => given);
    else if (isVerb || !isQuestion) await run(words, this.streams, this.captures);
    else await run(['why', straighten(line.trim())], this.streams, this.captures);
  }

  /** `compare shared-vmotion multi-stack`: the only verb that takes hosts by name here. */
  private samplesNamed([verb, ...names]: readonly string[]): Capture[] | undefined {
    if (verb?.toLowerCase() !== 'compare' || names.length === 0 || names.some((name) => name.startsWith('-')))
      return undefined;
    const found = names.map(sampleNamed);
    return found.length === 1 && this.current !== undefined ? [this.current, ...found] : found;
  }

  private captures = async (): Promise<Capture[]> => {
    if (this.current === undefined) throw noHost();
    return [this.current];
  };

  private use(name: string): void {
    const sample = sampleNamed(name);
    this.current = sample;
    const { about, ask } = SAMPLES.find((each) => each.name === sample.name)!;
    this.say(
      `${this.paint.bold(sample.name)}: ${about}.\nTry:\n${ask.map((each) => `  ${this.paint.code(each)}\n`).join('')}`,
    );
  }

  private show(): void {
    if (this.current === undefined) throw noHost();
    const lines = this.current.text.split('\n');
    const digits = String(lines.length).length;
    this.say(
      `${lines.map((line, i) => `${this.paint.dim(String(i + 1).padStart(digits))}  ${clean(line)}`).join('\n')}\n`,
    );
  }

  private async endPaste(): Promise<void> {
    const capture = { name: 'paste', text: `${(this.pasted ?? []).join('\n')}\n` };
    this.pasted = undefined;
    try {
      const seen = await readHosts({ captures: async () => [capture] });
      this.current = capture;
      for (const { state } of seen) {
        const { headline, context } = describeState(state, (evidence) => evidence);
        this.say(`${clean(`Read. ${headline.text}\n`)}\n${clean(context ?? '')}\n`);
      }
      this.say('Ask about it, or type `check` or `state`.\n');
    } catch (fault) {
      this.fail(fault);
    }
  }

  private interrupted(): void {
    if (this.pasted === undefined) {
      this.say('\n');
      this.lines.close();
      return;
    }
    this.pasted = undefined;
    this.say('\nThe paste was dropped.\n');
    this.prompt();
  }

  /** A fault of one line does not end the session. */
  private fail(fault: unknown): void {
    if (fault instanceof Problem) return void tell(fault, false, this.streams);
    this.streams.err.write(`This is a fault in vmkbot, not in what you typed: ${clean(String(fault))}\n`);
  }

  private prompt(): void {
    if (!isTerminal()) return;
    this.lines.setPrompt(this.pasted === undefined ? `${this.current?.name ?? 'vmkbot'}> ` : '');
    this.lines.prompt();
  }

  private say(text: string): void {
    this.streams.out.write(text);
  }
}

function noHost(): Problem {
  return new Problem({
    code: 'no-host',
    message: 'No host is chosen.',
    next: 'Type `use provider`, or `paste` your own.',
    exit: 2,
  });
}

function sampleNamed(name: string): Capture {
  const sample = SAMPLES.find((each) => each.name === name.toLowerCase());
  if (sample !== undefined) return { name: sample.name, text: sample.text };
  const names = SAMPLES.map((each) => each.name);
  const near = nearest(name.toLowerCase(), names);
  const next =
    near === undefined
      ? `The sample hosts: ${names.join(', ')}.`
      : `Did you mean \`${near}\`? The sample hosts: ${names.join(', ')}.`;
  throw new Problem({ code: 'no-host', message: `There is no sample host "${name}".`, next, exit: 2 });
}

function hosts({ code }: Paint): string {
  const longest = Math.max(...SAMPLES.map(({ name }) => name.length));
  return SAMPLES.map(({ name, about }) => `  ${code(name.padEnd(longest))}  ${about}\n`).join('');
}

function welcome(paint: Paint): string {
  return `${paint.bold('vmkbot')} answers from what an ESX or ESXi host printed. Sample hosts:\n\n${hosts(paint)}\nType \`use NAME\`, then ask, for example: check · why does vMotion use vmk0 · route 10.0.5.9. Or \`paste\` your own. \`help\` tells the rest.\n`;
}

const WORDS = [
  ['hosts', 'list the sample hosts'],
  ['use NAME', 'make a sample host the current one'],
  ['paste', 'make your own paste the current one; end it with a line that holds only a full stop'],
  ['show', 'the current transcript with its line numbers'],
  ['check, route ADDRESS, service NAME, what-if CHANGE, state', 'the verbs, on the current host'],
  ['compare NAME [NAME]', 'the current host with a sample host, or two sample hosts'],
  ['why …, or any question', 'an answer in plain words'],
  ['help VERB, help RULE, schema NAME', 'more on each'],
  ['quit', 'leave (Ctrl-D, Ctrl-C)'],
] as const;

function help({ code }: Paint): string {
  const longest = Math.max(...WORDS.map(([words]) => words.length));
  return WORDS.map(([words, is]) => `  ${code(words.padEnd(longest))}  ${is}\n`).join('');
}
