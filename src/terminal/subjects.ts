import { type Capture, type Ports, usage } from '../command.ts';
import type { Need } from '../core/esxi/needs.ts';
import { hostOf } from '../hosts-named.ts';
import type { Live } from '../live.ts';
import { nearest } from '../nearest.ts';
import { Problem } from '../problem.ts';
import { SAMPLES } from '../samples/index.ts';

/** What a question of a session is about. */
export type Subject =
  | { readonly kind: 'live'; readonly name: string }
  | { readonly kind: 'sample' | 'paste'; readonly name: string; readonly capture: Capture };

/** The hosts that a session can speak of: those of the inventory, the samples, and its own paste. */
export class Subjects {
  current: Subject | undefined;
  /** What was read last of the current host. */
  last: Capture | undefined;
  private readonly open: (() => Live) | undefined;
  private live: Live | undefined;

  /** `open` reads the configuration, where there is one; its faults are told at once. */
  constructor(open: (() => Live) | undefined) {
    this.open = open;
    this.live = open?.();
  }

  /** The inventory with its kept connections; undefined where none is configured. */
  get inventory(): Live | undefined {
    this.live ??= this.open?.();
    return this.live;
  }

  get names(): readonly string[] {
    return this.inventory?.names ?? [];
  }

  /** As the prompt shows it. */
  get label(): string | undefined {
    return this.current && labelOf(this.current, this.names);
  }

  choose(subject: Subject): void {
    this.current = subject;
    this.last = subject.kind === 'live' ? undefined : subject.capture;
  }

  /** The host of that name: one of the inventory, else a sample; `sample NAME` is always a sample. */
  named(words: string): Subject {
    const host = hostOf(words, this.names);
    if (host !== undefined) return { kind: 'live', name: host };
    const sample = SAMPLES.find(({ name }) => name === words.toLowerCase().replace(/^sample\s+/, ''));
    if (sample === undefined) throw this.unknown(words);
    return { kind: 'sample', name: sample.name, capture: { name: sample.name, text: sample.text } };
  }

  /** Reads what a question about the current host needs. */
  readonly captures: Ports['captures'] = async (needs) => {
    if (this.current === undefined) throw noHost();
    const read = await this.read(this.current, needs);
    this.last = read;
    return [read];
  };

  /** Reads two hosts to be compared. */
  both(a: Subject, b: Subject): Ports['captures'] {
    if (a.kind === b.kind && a.name === b.name) {
      throw usage(`\`compare\` needs two hosts, and ${a.name} was named twice.`, 'Name the other host.');
    }
    return (needs) => Promise.all([this.read(a, needs), this.read(b, needs)]);
  }

  /** Ends what is read now. */
  cancel(): void {
    this.live?.cancel();
  }

  /** Ends what is read, and every connection; another question opens them anew. */
  async close(): Promise<void> {
    await this.live?.close();
    this.live = undefined;
  }

  private async read(subject: Subject, needs: readonly Need[] | undefined): Promise<Capture> {
    if (subject.kind !== 'live') return subject.capture;
    const [read] = await this.inventory!.read([subject.name], needs);
    return read!;
  }

  private unknown(words: string): Problem {
    const names = [...this.names, ...SAMPLES.map(({ name }) => name)];
    const near = nearest(words.toLowerCase(), names);
    const guess = near === undefined ? '' : `Did you mean \`${near}\`? `;
    const hosts = this.names.length === 0 ? '' : 'See `hosts` for those of the inventory. ';
    const samples = `The sample hosts: ${SAMPLES.map(({ name }) => name).join(', ')}.`;
    const stays = this.label === undefined ? '' : ` ${this.label} stays the current host.`;
    const what = this.names.length === 0 ? 'sample host' : 'host';
    const next = `${guess}${hosts}${samples}${stays}`;
    return new Problem({ code: 'no-host', message: `There is no ${what} "${words}".`, next, exit: 2 });
  }
}

/** A sample that bears the name of a configured host is told from it. */
export function labelOf({ kind, name }: Pick<Subject, 'kind' | 'name'>, configured: readonly string[]): string {
  return kind === 'sample' && hostOf(name, configured) !== undefined ? `sample ${name}` : name;
}

export function noHost(): Problem {
  return new Problem({
    code: 'no-host',
    message: 'No host is chosen.',
    next: 'Type `use provider`, or `paste` your own.',
    exit: 2,
  });
}
