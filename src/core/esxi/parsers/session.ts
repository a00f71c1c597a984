import { formatIpv6, readIpv4, readIpv6 } from '../../net/address.ts';
import { SESSION } from '../commands.ts';
import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const SHAPE = /^SSH_CONNECTION=(\S+) (\d{1,5}) (\S+) (\d{1,5})$/;

/**
 * The SSH session that asks, as the host sees it: where it comes from behind whatever NAT, and which address it dialled.
 * Only below the command that asks for it: anywhere else the line could be somebody's text.
 *
 *     SSH_CONNECTION=10.9.0.5 50000 10.80.1.21 22
 */
export const session: Parser = {
  id: 'session',
  commands: [SESSION],
  section: 'session',
  readLine(line, { command }) {
    if (command.text !== SESSION) return null;
    const text = line.text.trim();
    if (text === 'SSH_CONNECTION=' || text === '') return [];
    const [, client, clientPort, server, serverPort] = SHAPE.exec(text) ?? [];
    const [from, to] = [addressOf(client), addressOf(server)];
    const ports = [Number(clientPort), Number(serverPort)];
    if (from === null || to === null || ports.some((port) => !(port > 0 && port < 65_536))) return null;
    return [fact('session', 'session', { client: from, clientPort: ports[0], server: to, serverPort: ports[1] }, line)];
  },
};

/** Canonical text; an IPv4 address written as an IPv6 one is an IPv4 address. */
function addressOf(text = ''): string | null {
  const plain = text.replace(/^::ffff:(?=\d{1,3}\.)/i, '');
  if (readIpv4(plain) !== null) return plain;
  const v6 = readIpv6(plain.replace(/%[\w.-]{1,16}$/, ''));
  return v6 === null ? null : formatIpv6(v6);
}
