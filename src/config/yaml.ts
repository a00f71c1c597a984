import { LineCounter, parseDocument } from 'yaml';
import { readSmallFile } from '../small-file.ts';

/** What is not YAML is told by line and kind alone: the parser's own words quote the file, and secrets may stand in it. */
export function readYaml(path: string): { value: unknown; faults: string[] } {
  let text: string;
  try {
    text = readSmallFile(path).toString('utf8');
  } catch (fault) {
    return {
      value: {},
      faults: [`${path} cannot be read (${(fault as NodeJS.ErrnoException).code ?? 'no reason given'})`],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, logLevel: 'silent' });
  const faults = document.errors.map(({ pos, code }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${path}, line ${line}, column ${col}: not YAML (${code.toLowerCase().replaceAll('_', ' ')})`;
  });
  if (faults.length > 0) return { value: {}, faults };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) ?? {}, faults };
  } catch {
    return { value: {}, faults: [`${path}: its aliases cannot be resolved`] };
  }
}
