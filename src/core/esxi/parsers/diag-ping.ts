import { ip, maybeText, number } from '../reading/cells.ts';
import { optionValue, stackNamed } from '../reading/command-line.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * `esxcli network diag ping`: traces, then a summary that misspells Received. Its `-N` is the next hop, not a netstack.
 *
 *        Summary:
 *              Host Addr: 172.20.0.10
 *              Transmitted: 3
 *              Recieved: 3
 */
export const diagPing: Parser = {
  id: 'diag-ping',
  commands: ['esxcli network diag ping'],
  section: 'pings',
  shapes: [
    {
      table: false,
      titles: titles({
        Summary: ['', maybeText],
        'Host Addr': ['destination', ip],
        Transmitted: ['sent', number],
        Recieved: ['received', number],
        Received: ['received', number],
        Duplicated: ['duplicates', number],
        'Packet Lost': ['', maybeText],
        'Round-trip Min': ['', maybeText],
        'Round-trip Avg': ['', maybeText],
        'Round-trip Max': ['', maybeText],
      }),
      opens: 'Summary',
      required: ['hostaddr', 'transmitted'],
      build(row, { command: { words } }) {
        const vmknic = optionValue(words, ['-I', '--interface']) ?? undefined;
        const size = optionValue(words, ['-s', '--size']);
        const netstack = stackNamed(optionValue(words, ['--netstack']));
        const dontFragment = words.some((word) => /^(?:-d|--df|--df=true)$/.test(word));
        const values = {
          ...row.values,
          duplicates: row.values.duplicates === 0 ? undefined : row.values.duplicates,
          vmknic: /^vmk\d+$/.test(vmknic ?? '') ? vmknic : undefined,
          netstack,
          dontFragment,
          payload: size === null ? undefined : Number(size),
          error: null,
        };
        return factOf(row, 'pings', `${row.line.number}`, omit(values));
      },
    },
    {
      table: false,
      titles: titles({
        Trace: ['', maybeText],
        'Received Bytes': ['', maybeText],
        Host: ['', maybeText],
        'ICMP Seq': ['', maybeText],
        TTL: ['', maybeText],
        'Round-trip Time': ['', maybeText],
        Dup: ['', maybeText],
        Detail: ['', maybeText],
      }),
      required: ['icmpseq', 'ttl'],
      build: () => [], // each answer; the summary counts them
    },
  ],
};
