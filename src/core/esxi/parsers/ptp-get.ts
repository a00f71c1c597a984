import { bool, maybeText } from '../reading/cells.ts';
import { type Parser, type Shape, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/** As the API names them; with or without blanks is the same title. */
const TITLES = titles({
  Enabled: ['enabled', bool],
  'Disable Fallback': ['fallbackDisabled', bool],
  'In Fallback State': ['inFallback', bool],
  'Service Sync': ['synchronised', bool],
  'Last Sync Time': ['', maybeText],
  'Remote Ntp Server': ['', maybeText],
});

/**
 * PTP, from 7.0 U3 on: who sets the clock where it is enabled, and whether NTP stands in for it.
 *
 *        Enabled: true
 *        Disable Fallback: false
 *        In Fallback State: true
 */
export const ptpGet: Parser = {
  id: 'ptp-get',
  commands: ['esxcli system ptp get'],
  section: 'ptp',
  shapes: [['infallbackstate'], ['servicesync'], ['disablefallback']].map(
    (required): Shape => ({
      table: false,
      titles: TITLES,
      required,
      build: (row) => factOf(row, 'ptp', 'ptp'),
    }),
  ),
};
