import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const OF = /^\s*NIC statistics for (vmnic\d{1,4})\b/i;
const COUNT = /^\s*Packets (received|sent): (\d{1,20})\s*$/;
const OTHER = /^\s*[A-Z][A-Za-z ]{4,60}: \d+\s*$/;

/**
 * What a NIC has received and sent.
 *
 *     NIC statistics for vmnic6
 *        Packets received: 0
 *        Packets sent: 48
 */
export const nicStats: Parser = {
  id: 'nic-stats',
  commands: ['esxcli network nic stats get'],
  section: 'uplinks',
  readLine(line, { memo, command }) {
    const name = OF.exec(line.text)?.[1];
    if (name !== undefined) memo.set('nic-stats', name);
    const of = memo.get('nic-stats') as string | undefined;
    if (of === undefined || name !== undefined) return name === undefined ? null : [];
    const found = COUNT.exec(line.text);
    if (found !== null) {
      const key = found[1] === 'received' ? 'received' : 'sent';
      return [fact('uplinks', of, { [key]: Number(found[2]) }, line)];
    }
    return OTHER.test(line.text) && /nic stats/.test(command.text) ? [] : null;
  },
};
