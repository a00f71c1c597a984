import { z } from 'zod';
import { ALWAYS, isRecord } from './cross-check.ts';
import { Address, KeyFile, Name, Port, SecretFile, User, Variable } from './values.ts';

/** A secret is named by its place. Whoever writes it down here is stopped before it goes anywhere. */
const never = (where: string) => z.never({ error: `a secret does not belong in this file: use ${where}` }).optional();

const access = {
  address: Address,
  port: Port.default(22),
  user: User.default('root'),
  key: KeyFile.optional(),
  passphrase_file: SecretFile.optional(),
  passphrase_env: Variable.optional(),
  password_file: SecretFile.optional(),
  password_env: Variable.optional(),
  agent: z.literal(true).optional(),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'a fingerprint is SHA256: and 43 characters, as ssh-keygen -l prints it')
    .optional(),
  via: Name.optional(),
  password: never('password_file, password_env or agent'),
  passphrase: never('passphrase_file or passphrase_env'),
};

const WAYS = ['key', 'password_file', 'password_env', 'agent'] as const;

/** How a host or a bastion is reached, whatever else is said of it. */
export type Access = z.output<z.ZodObject<typeof access>>;

function oneWay(host: unknown, context: z.RefinementCtx): void {
  if (!isRecord(host)) return;
  const given = WAYS.filter((way) => host[way] !== undefined);
  if (given.length !== 1) {
    const message =
      given.length === 0
        ? `no way to log in is given: one of ${WAYS.join(', ')}`
        : `one way to log in, not ${given.join(' and ')}`;
    context.addIssue({ code: 'custom', message });
  }
  const passphrases = [host.passphrase_file, host.passphrase_env].filter((each) => each !== undefined).length;
  if (passphrases > 0 && host.key === undefined)
    context.addIssue({ code: 'custom', message: 'a passphrase belongs to a key' });
  if (passphrases > 1) context.addIssue({ code: 'custom', message: 'one passphrase, not two' });
}

const Groups = z.array(Name).default([]);
export const Host = z.strictObject({ ...access, groups: Groups }).superRefine(oneWay, ALWAYS);
export const Bastion = z.strictObject(access).superRefine(oneWay, ALWAYS);
