import { maybeText } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, factOf } from './build.ts';

/**
 * The host's name.
 *
 *        Domain Name: example.org
 *        Fully Qualified Domain Name: esx-07.example.org
 *        Host Name: esx-07
 */
export const hostname: Parser = {
  id: 'hostname',
  commands: ['esxcli system hostname get', 'hostname'],
  section: 'host',
  shapes: [
    {
      table: false,
      titles: titles({
        'Domain Name': ['', maybeText],
        'Fully Qualified Domain Name': ['', maybeText],
        'Host Name': ['name', maybeText],
      }),
      required: ['hostname', 'fullyqualifieddomainname'],
      build: (row) => factOf(row, 'host', 'host', row.values.name === 'localhost' ? {} : row.values),
    },
  ],
  readLine(line, { command }) {
    if (command.text !== 'hostname') return null;
    const name = /^\s*([A-Za-z][\w-]*)(?:\.[\w.-]+)?\s*$/.exec(line.text)?.[1];
    return name === undefined ? null : name === 'localhost' ? [] : [fact('host', 'host', { name }, line)];
  },
};
