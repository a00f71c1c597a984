import { MOST_OF_ALL, MOST_OF_LOG } from './limits.ts';
import { fromEnd, shownBy } from './logs.ts';

/** What was read of one host of a bundle. */
export class HostTexts {
  /** The command lines with what they printed, by the path of the member. */
  readonly outputs = new Map<string, { readonly command: string; readonly text: string }>();
  readonly logs = new Map<
    string,
    { readonly age: number; readonly path: string; readonly lines: readonly string[] }[]
  >();
  private readonly top: string;

  constructor(top: string) {
    this.top = top;
  }

  addLog(log: string, age: number, path: string, lines: readonly string[]): void {
    this.logs.set(log, [...(this.logs.get(log) ?? []), { age, path, lines }]);
  }

  /** By its own word, else by the name of the bundle's folder; null where neither tells. */
  name(): string | null {
    const { text = '' } = [...this.outputs.values()].find(({ command }) => command === 'uname -a') ?? {};
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
    for (const { command, text } of this.passages(cut)) {
      const part = `${prompt} ${command}\n${text.trimEnd()}\n`;
      if (part.length > left) cut.push(command);
      else parts.push(part);
      left -= part.length > left ? 0 : part.length;
    }
    return { text: parts.length === 0 ? '' : `${parts.join('')}${prompt}\n`, cut };
  }

  private passages(cut: string[]): readonly { readonly command: string; readonly text: string }[] {
    const outputs = [...this.outputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, output]) => output);
    const logs = [...this.logs].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...outputs.filter(({ command }, i) => outputs.findIndex((each) => each.command === command) === i),
      ...logs.flatMap(([log, files]) => {
        const lines = [...new Set(files.toSorted((a, b) => b.age - a.age).flatMap((file) => file.lines))];
        if (lines.length === 0) return [];
        const kept = lines.slice(lines.length - fromEnd(lines, MOST_OF_LOG));
        if (kept.length < lines.length) cut.push(log);
        return [
          {
            command: shownBy(
              log,
              files.every(({ path }) => !path.includes('.log')),
            ),
            text: kept.join('\n'),
          },
        ];
      }),
    ];
  }
}
