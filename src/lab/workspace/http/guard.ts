import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])(:\d+)?$/i;

/**
 * Whether a request comes to a loopback name, and from no other site: a page elsewhere could otherwise reach the workspace through a name
 * that it lets point here, or by posting to it.
 */
export function isOurs({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  const site = headers['sec-fetch-site'];
  if (!LOOPBACK.test(host)) return false;
  if (typeof site === 'string' && !['same-origin', 'none'].includes(site)) return false;
  return origin === undefined || origin === `http://${host}`;
}
