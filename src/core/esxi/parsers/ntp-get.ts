import { bool, list, maybeText, number } from '../reading/cells.ts';
import { type Parser, type Shape, titles } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

const TITLES = titles({
  Enabled: ['enabled', bool],
  Loglevel: ['loglevel', maybeText],
  PID: ['pid', number],
  'Runtime Seconds': ['runtimeSeconds', number],
  Servers: ['servers', list],
  'Service Providing Kernel Time': ['kernelTime', maybeText],
  'Time Service Enabled': ['timeServiceEnabled', bool],
  'Time Synchronized': ['synchronised', bool],
});

/** Builds differ in the keys they print, so each of these sets is enough to know the record by. */
const KNOWN_BY = [
  ['enabled', 'servers'],
  ['loglevel', 'servers'],
  ['timesynchronized'],
  ['serviceprovidingkerneltime'],
];

/**
 * The configuration of NTP from 7.0 on, and on later builds what the daemon does. A key that is not printed says nothing.
 *
 *        Enabled: true
 *        Loglevel: warning
 *        Servers: 10.72.0.123, ntp.example.net
 *        Time Synchronized: true
 */
export const ntpGet: Parser = {
  id: 'ntp-get',
  commands: ['esxcli system ntp get'],
  section: 'ntp',
  shapes: KNOWN_BY.map(
    (required): Shape => ({
      table: false,
      titles: TITLES,
      required,
      build({ values, line, lines }) {
        const { pid } = values;
        // No process has the number 0.
        const running = typeof pid === 'number' ? pid > 0 : undefined;
        const shown = lines?.pid === undefined ? lines : { ...lines, running: lines.pid };
        return { ...fact('ntp', 'ntp', omit({ ...values, running }), line), lines: shown };
      },
    }),
  ),
};
