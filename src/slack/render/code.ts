import { pieces } from '../text/cut.ts';
import { OURS } from './limits.ts';
import type { Part } from './part.ts';

/** Lines that keep their columns. A line beyond a message's room goes on in the next line, and both ends say so. */
export function codeParts(lines: readonly string[], group: string): Part[] {
  return lines.flatMap((line) => {
    const parts = pieces(line, OURS.partJson / 2);
    const last = parts.length - 1;
    return parts.map((part, i): Part => {
      const text = `${i > 0 ? '… ' : ''}${part}${i < last ? ' …' : ''}`;
      return { kind: 'code', group, text };
    });
  });
}
