import { createInterface, type Interface } from 'node:readline';
import { VERBS } from '../../commands/index.ts';
import { readHosts } from '../../commands/seen.ts';
import { ASKING } from '../asking.ts';
import { type Ports, split, straighten } from '../command.ts';
import { describeState } from '../core/describe/state.ts';
import { isOutputShaped } from '../core/esxi/output-shape.ts';
import { whyUnread } from '../core/esxi/reading/unread.ts';
import type { Live } from '../live.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { SAMPLES } from '../samples/index.ts';
import { clean } from './clean.ts';
import { type Paint, paintFor } from './paint.ts';
import { run, type Streams, tell } from './run.ts';
import { help, samples, welcome } from './shell-words.ts';
import { noHost, Subjects } from './subjects.ts';

/** Words of the shell itself. */
const SHELL_WORDS = /^(?:hosts|samples|use|paste|show|help|quit|exit|q|\?)$/i;
/** A paste on a terminal arrives at once; a hand needs longer between two lines. */
const AT_ONCE = 20;
const PASTE_ENDS = 200;

/** What ends the session, and with it what runs on a host. */
const ENDS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const pause = (milliseconds = PASTE_ENDS) =>
  new Promise<undefined>((done) => setTimeout(() => done(undefined), milliseconds));

/** The interactive terminal: one current host, any verb or plain question about it. Also takes lines from a pipe. */
export async function shell(streams: Streams, input: Input = process.stdin): Promise<number> {
  const configured = Boolean(streams.env.VMKBOT_CONFIG);
  const openLive = configured ? (await import('../live.ts')).openLive : undefined;
  const isTerminal = input.isTTY === true && streams.out.isTTY === true;
  // Lines that arrive before the loop asks for them are lost, so nothing is waited for from here on.
  const lines = createInterface({ input, terminal: isTerminal, ...(isTerminal && { output: streams.out }) });
  try {
    return await new Shell(streams, lines, isTerminal, openLive && (() => openLive(streams.env))).loop();
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return tell(fault, false, streams); // of the configuration
  } finally {
    lines.close();
  }
}

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

class Shell {
  private readonly subjects: Subjects;
  /** True while a line is answered. */
  private isBusy = false;
  /** True once the session was ended from outside of it. */
  private isOver = false;
  private pasted: string[] | undefined;
  /** True where nobody typed `paste`: the lines have the shape of an output. */
  private isUnannounced = false;
  /** The lines of such a paste just read. */
  private before: readonly string[] = [];
  private readonly streams: Streams;
  private readonly lines: Interface;
  private readonly paint: Paint;
  private readonly isTerminal: boolean;

  constructor(streams: Streams, lines: Interface, isTerminal: boolean, open: (() => Live) | undefined) {
    this.subjects = new Subjects(open);
    this.isTerminal = isTerminal;
    this.streams = streams;
    this.lines = lines;
    this.paint = paintFor(streams.out, streams.env);
  }

  async loop(): Promise<number> {
    this.say(welcome(this.paint, this.subjects.names));
    this.prompt();
    this.lines.on('SIGINT', () => this.interrupted());
    // From a terminal nobody waits for an answer any more; a pipe has only been read to its end.
    if (this.isTerminal) this.lines.once('close', this.end);
    for (const signal of ENDS) process.once(signal, this.end);
    try {
      await this.takeLines();
      if (this.pasted !== undefined) await this.endPaste();
    } finally {
      for (const signal of ENDS) process.off(signal, this.end);
      await this.subjects.close();
    }
    return 0;
  }

  private async takeLines(): Promise<void> {
    const arriving = this.lines[Symbol.asyncIterator]();
    for (let next = arriving.next(); ; ) {
      const got = await (this.isUnannounced && this.isTerminal ? Promise.race([next, pause()]) : next);
      if (got === undefined) await this.endPaste();
      else {
        if (got.done === true) return;
        next = arriving.next();
        const isMore = this.isTerminal && (await Promise.race([next, pause(AT_ONCE)])) !== undefined;
        if (await this.take(got.value, isMore)) return;
      }
      this.prompt();
    }
  }

  private readonly end = (): void => {
    this.isOver = true;
    this.subjects.cancel();
    this.lines.close();
  };

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
    this.isBusy = true;
    await this.answer(line, words).catch((fault) => this.fail(fault));
    this.isBusy = false;
    return this.isOver;
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
        if (rest.length === 0 && this.subjects.inventory === undefined) return this.say(samples(this.paint));
        return this.run(words);
      case 'samples':
        return this.say(samples(this.paint, this.subjects.names));
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
        return rest.length === 0 ? this.say(help(this.paint)) : void (await this.run(words));
      default:
        return this.ask(line, words);
    }
  }

  /** A verb, or else a question in plain words. */
  private async ask(line: string, words: readonly string[]): Promise<void> {
    const first = words[0]!.toLowerCase();
    const isVerb = first in VERBS || first.startsWith('--');
    const isQuestion = ASKING.test(first) || (words.length > 1 && nearest(first, Object.keys(VERBS)) === undefined);
    const two = this.compared(words);
    if (two !== undefined) await this.run(['compare'], two);
    else if (isVerb || !isQuestion) await this.run(words);
    else await this.run(['why', straighten(line.trim())]);
  }

  /** Runs a verb over the connections of the session; once it was cancelled, they are made anew. */
  private async run(words: readonly string[], captures = this.subjects.captures): Promise<void> {
    const live = this.subjects.inventory;
    await run(words, this.streams, captures, live);
    if (live?.isCancelled) await this.subjects.close();
  }

  /** `compare multi-stack`, `compare shared-vmotion multi-stack`: the current host with another, or any two. */
  private compared([verb, ...names]: readonly string[]): Ports['captures'] | undefined {
    if (verb?.toLowerCase() !== 'compare' || names.length === 0 || names.some((name) => name.startsWith('-')))
      return undefined;
    const [a, b, ...more] = names
      .join(' ')
      .replace(/\bsample +/gi, 'sample\u00a0')
      .split(/ +/)
      .map((name) => this.subjects.named(name.replace('\u00a0', ' ')));
    if (more.length > 0) return undefined;
    const first = b === undefined ? this.subjects.current : a;
    return first && this.subjects.both(first, (b ?? a)!);
  }

  private use(name: string): void {
    const subject = this.subjects.named(name);
    this.subjects.choose(subject);
    const label = this.paint.bold(this.subjects.label!);
    const sample = subject.kind === 'sample' && SAMPLES.find((each) => each.name === subject.name);
    if (!sample) {
      this.say(`${label}: read live, by SSH, whenever you ask.\n`);
      return;
    }
    const { about, ask } = sample;
    this.say(`${label}: ${about}.\nTry:\n${ask.map((each) => `  ${this.paint.code(each)}\n`).join('')}`);
  }

  private show(): void {
    const { current, last } = this.subjects;
    if (current === undefined) throw noHost();
    const lines = (last?.text ?? `Nothing was read of ${current.name} yet: ask something first.`).split('\n');
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
      this.subjects.choose({ kind: 'paste', name: capture.name, capture });
      for (const { state } of seen) {
        const { headline, context } = describeState(state, (evidence) => evidence);
        this.say(`${clean(`Read. ${headline.text}\n`)}\n${clean(context ?? '')}\n`);
      }
      this.say('Ask about it, or type `check` or `state`.\n');
    } catch (fault) {
      this.fail(fault);
    }
  }

  /** Ctrl+C: ends a read, or else drops a paste, or else leaves. readline takes the key, so no signal comes. */
  private interrupted(): void {
    if (this.isBusy) this.subjects.cancel();
    else if (this.pasted === undefined) {
      this.say('\n');
      this.lines.close();
    } else {
      this.pasted = undefined;
      this.isUnannounced = false;
      this.say('\nThe paste was dropped.\n');
      this.prompt();
    }
  }

  /** A fault of one line does not end the session. */
  private fail(fault: unknown): void {
    if (fault instanceof Problem) return void tell(fault, false, this.streams);
    this.streams.err.write(`This is a fault in vmkbot, not in what you typed: ${clean(String(fault))}\n`);
  }

  private prompt(): void {
    if (!this.isTerminal || this.isOver) return;
    this.lines.setPrompt(this.pasted === undefined ? `${this.subjects.label ?? 'vmkbot'}> ` : '');
    this.lines.prompt();
  }

  private say(text: string): void {
    this.streams.out.write(text);
  }
}
