/** The kinds of value that a configuration is made of. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** Names stand in prompts and on command lines, so they are plain; `localhost` names no host. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'a name is made of letters, digits, full stops and dashes')
  .refine(
    (name) => !/^localhost(\.localdomain)?$/i.test(name),
    'localhost names no host: every fresh host is called so',
  )
  .refine((name) => !/^[\d.]+$/.test(name), 'this is an address: a name would be taken for one in a question')
  .refine((name) => !/^(vmk|vmnic|vmhba|vswif)\d+$/i.test(name), 'adapters are called so');
const HOST_LABEL = /^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?$/;
export const Address = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || (HOST_LABEL.test(text) && !/^[\d.]+$/.test(text)),
    'this is no address and no host name',
  );
export const Port = z.int().min(1).max(65_535);
export const User = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.@\\$-]{0,127}$/, 'this is no user name');
export const Variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'this is no name of an environment variable');

/** A path on one line; a key that was pasted here is not told again. */
export const KeyFile = z
  .string()
  .min(1)
  .refine(
    (text) => !/[\r\n]|BEGIN/.test(text),
    'this looks like a key itself: give the name of the file that holds it',
  );
export const SecretFile = z
  .string()
  .min(1)
  .refine((text) => !/[\r\n]/.test(text), 'this is no name of a file: give the name of the file that holds the secret');

export const SlackId = (letters: string, what: string) =>
  z.string().regex(new RegExp(`^[${letters}][A-Z0-9]{1,20}$`), `this is no ${what} id`);

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `180s`, `30m`, `2h`, `1d` as seconds, within bounds. */
export function duration(least: string, most: string) {
  const seconds = (text: string) => Number(text.slice(0, -1)) * UNITS[text.slice(-1)]!;
  return z
    .string()
    .regex(/^[1-9]\d{0,5}[smhd]$/, 'a time is written as 180s, 30m, 2h or 1d')
    .transform(seconds)
    .refine((value) => value >= seconds(least) && value <= seconds(most), `it lies between ${least} and ${most}`);
}
