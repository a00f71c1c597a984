import { createInterface, type Interface } from 'node:readline';
import { VERBS } from '../../commands/index.ts';
import { readHosts } from '../../commands/seen.ts';
import { ASKING } from '../asking.ts';
import { type Capture, split, straighten } from '../command.ts';
import { describeState } from '../core/describe/state.ts';
import { isOutputShaped } from '../core/esxi/output-shape.ts';
import { whyUnread } from '../core/esxi/reading/unread.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { SAMPLES } from '../samples/index.ts';
import { clean } from './clean.ts';
import { type Paint, paintFor } from './paint.ts';
import { run, type Streams, tell } from './run.ts';
import { help, hosts, welcome } from './shell-words.ts';

/** Words of the shell itself. */
const SHELL_WORDS = /^(?:hosts|use|paste|show|help|quit|exit|q|\?)$/i;
/** A paste on a terminal arrives at once; a hand needs longer between two lines. */
const AT_ONCE = 20;
const PASTE_ENDS = 200;

const pause = (milliseconds = PASTE_ENDS) =>
  new Promise<undefined>((done) => setTimeout(() => done(undefined), milliseconds));

/** The interactive terminal: one current host, any verb or plain question about it. Also takes lines from a pipe. */
export async function shell(streams: Streams, input: Input = process.stdin): Promise<number> {
  const isTerminal = input.isTTY === true && streams.out.isTTY === true;
  const lines = createInterface({ input, terminal: isTerminal, ...(isTerminal && { output: streams.out }) });
  return new Shell(streams, lines, isTerminal).loop();
}

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

class Shell {
  private current: Capture | undefined;
  private pasted: string[] | undefined;
  /** True where nobody typed `paste`: the lines have the shape of an output. */
  private isUnannounced = false;
  /** The lines of such a paste just read. */
  private before: readonly string[] = [];
  private readonly streams: Streams;
  private readonly lines: Interface;
  private readonly paint: Paint;
  private readonly isTerminal: boolean;

  constructor(streams: Streams, lines: Interface, isTerminal: boolean) {
    this.isTerminal = isTerminal;
    this.streams = streams;
    this.lines = lines;
    this.paint = paintFor(streams.out, streams.env);
  }

  async loop(): Promise<number> {
    this.say(welcome(this.paint));
    this.prompt();
    this.lines.on('SIGINT', () => this.interrupted());
    const arriving = this.lines[Symbol.asyncIterator]();
    for (let next = arriving.next(); ; ) {
      const got = await (this.isUnannounced && this.isTerminal ? Promise.race([next, pause()]) : next);
      if (got === undefined) await this.endPaste();
      else {
        if (got.done === true) break;
        next = arriving.next();
        const isMore = this.isTerminal && (await Promise.race([next, pause(AT_ONCE)])) !== undefined;
        if (await this.take(got.value, isMore)) break;
      }
      this.prompt();
    }
    if (this.pasted !== undefined) await this.endPaste();
    this.lines.close();
    return 0;
  }

  /** True where the line ends the session; `isMore` where others came with it, as a paste does. */
  private async take(line: string, isMore: boolean): Promise<boolean> {
    if (this.pasted !== undefined && !(this.isUnannounced && this.isOurs(line))) {
      if (line.trim() === '.') await this.endPaste();
      else this.pasted.push(line);
      return false;
    }
    if (this.pasted !== undefined) await this.endPaste();
    if (isOutputShaped(line) || (isMore && line.trim() !== '' && !this.isOurs(line))) {
      this.beginUnannounced(line);
      return false;
    }
    if (line.trim() !== '') this.before = [];
    const words = split(line);
    if (/^(quit|exit|q)$/i.test(words.join(' '))) return true;
    await this.answer(line, words).catch((fault) => this.fail(fault));
    return false;
  }

  /** Output without the word `paste`: it is never answered as questions about another host. */
  private beginUnannounced(line: string): void {
    this.isUnannounced = true;
    // The last line of a paste waits for the Enter key, when the others have been read already.
    this.pasted = [...this.before, line];
  }

  /** What ends a paste that nobody announced: a verb, a word of the shell, or a question. */
  private isOurs(line: string): boolean {
    if (isOutputShaped(line) || whyUnread(line, '', null) === null) return false;
    const [first = ''] = split(line);
    return SHELL_WORDS.test(first) || first.toLowerCase() in VERBS || ASKING.test(first);
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
    const lines = this.pasted ?? [];
    const capture = { name: 'paste', text: `${lines.join('\n')}\n` };
    this.before = this.isUnannounced ? lines : [];
    this.pasted = undefined;
    this.isUnannounced = false;
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
    this.isUnannounced = false;
    this.say('\nThe paste was dropped.\n');
    this.prompt();
  }

  /** A fault of one line does not end the session. */
  private fail(fault: unknown): void {
    if (fault instanceof Problem) return void tell(fault, false, this.streams);
    this.streams.err.write(`This is a fault in vmkbot, not in what you typed: ${clean(String(fault))}\n`);
  }

  private prompt(): void {
    if (!this.isTerminal) return;
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
