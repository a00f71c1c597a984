import { BAD, maybeText, maybeWord, number, oneWord } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

const STATES =
  /^(?:ESTABLISHED|LISTEN|SYN_SENT|SYN_RCVD|SYN_RECEIVED|FIN_WAIT_?[12]|TIME_WAIT|CLOSE_WAIT|LAST_ACK|CLOSING|CLOSED|NEW|DOWN)$/;
const state = { ...maybeWord, read: (text: string) => (text === '' ? undefined : STATES.test(text) ? text : BAD) };
const protocol = { ...oneWord, read: (text: string) => (/^(?:tcp|udp)[46]?$/i.test(text) ? text.toLowerCase() : BAD) };
const control = {
  ...maybeWord,
  read: (text: string) => (text === '' || /^(?:newreno|cubic)$/i.test(text) ? undefined : BAD),
};

/**
 * The host's sockets; 5.0 has no CC Algo column and UDP rows have no state.
 *
 *     Proto  Recv Q  Send Q  Local Address      Foreign Address     State        World ID  CC Algo  World Name
 *     tcp         0       0  10.0.0.7:22        10.9.0.5:50311      ESTABLISHED     35671  newreno  sshd
 */
export const connectionList: Parser = {
  id: 'connection-list',
  commands: ['esxcli network ip connection list'],
  section: 'connections',
  shapes: [
    {
      table: true,
      titles: titles({
        Proto: ['protocol', protocol],
        'Recv Q': ['', number],
        'Send Q': ['', number],
        'Local Address': ['local', oneWord],
        'Foreign Address': ['foreign', oneWord],
        State: ['state', state],
        'World ID': ['', number],
        'CC Algo': ['', control],
        'World Name': ['process', maybeText],
      }),
      required: ['proto', 'localaddress', 'foreignaddress'],
      build: (row) => fact('connections', `${row.line.number}`, omit(row.values), row.line),
    },
  ],
};
