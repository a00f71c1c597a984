import { memberRemark } from '../core/esxi/reading/member.ts';
import type { Budget } from './budget.ts';
import { EACH, MOST_OF_ALL } from './limits.ts';
import { LogParts } from './log-parts.ts';
import { shownBy } from './logs.ts';

interface Output {
  readonly path: string;
  readonly text: string;
}

const costOf = ({ path, text }: Output) => text.length + path.length + EACH;

/** What was read of one host of a bundle. */
export class HostTexts {
  /** What each command printed. */
  private readonly outputs = new Map<string, Output>();
  private readonly logs = new Map<string, LogParts>();
  private readonly top: string;
  private readonly budget: Budget;

  constructor(top: string, budget: Budget) {
    this.top = top;
    this.budget = budget;
  }

  /** Of two files of one command the first by name counts. False where there is no room. */
  addOutput(command: string, output: Output): boolean {
    const known = this.outputs.get(command);
    if (known !== undefined && known.path <= output.path) return true;
    if (known !== undefined) this.budget.give(costOf(known));
    this.outputs.delete(command);
    if (!this.budget.take(costOf(output))) return false;
    this.outputs.set(command, output);
    return true;
  }

  /** False where older lines were dropped for want of room. */
  addLog(log: string, age: number, path: string, lines: readonly string[]): boolean {
    const parts = this.logs.get(log) ?? new LogParts(this.budget);
    this.logs.set(log, parts);
    return parts.add(age, path, lines);
  }

  /** By its own word, else by the name of the bundle's folder; null where neither tells. */
  name(): string | null {
    const { text = '' } = this.outputs.get('uname -a') ?? {};
    const named = /^(?:VMkernel|Linux) (\S+) /m.exec(text)?.[1] ?? /^esx-(.+?)-\d{4}-\d\d-\d\d--/.exec(this.top)?.[1];
    if (named === undefined || !/^[A-Za-z0-9][\w.-]{0,62}$/.test(named)) return null;
    // Prompts show a name without its domain.
    const short = /^[\d.]+$/.test(named) ? named : named.split('.')[0]!;
    return /^localhost$/i.test(short) ? null : short;
  }

  /** As it would have been pasted: the outputs in the order of their names, then the logs, the older lines first. */
  text(): { readonly text: string; readonly cut: readonly string[] } {
    const prompt = `[root@${this.name() ?? 'localhost'}:~]`;
    const cut: string[] = [];
    const parts: string[] = [];
    let left = MOST_OF_ALL;
    for (const { command, outputs } of this.passages(cut)) {
      const part = outputs
        .map(({ path, text }) => `${prompt} ${command}${memberRemark(path)}\n${text.trimEnd()}\n`)
        .join('');
      if (part.length > left) cut.push(command);
      else parts.push(part);
      left -= part.length > left ? 0 : part.length;
    }
    return { text: parts.length === 0 ? '' : `${parts.join('')}${prompt}\n`, cut };
  }

  private passages(cut: string[]): readonly { readonly command: string; readonly outputs: readonly Output[] }[] {
    const outputs = [...this.outputs].sort(([, a], [, b]) => (a.path < b.path ? -1 : 1));
    const logs = [...this.logs].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...outputs.map(([command, output]) => ({ command, outputs: [output] })),
      ...logs.map(([log, parts]) => {
        const { runs, cut: isCut } = parts.runs();
        if (isCut) cut.push(log);
        const texts = runs.map(({ path, lines }) => ({ path, text: lines.join('\n') }));
        return { command: shownBy(log, parts.isClassic()), outputs: texts };
      }),
    ];
  }
}
