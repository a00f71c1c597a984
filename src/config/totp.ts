import { z } from 'zod';
import { isRecord } from './cross-check.ts';
import { SecretFile, SlackId, Variable } from './values.ts';

/** Where the secrets of people's one-time codes stand, by their user id. */
export const Totp = z
  .record(
    SlackId('UW', 'user'),
    z
      .strictObject({
        file: SecretFile.optional(),
        env: Variable.optional(),
        secret: z.never({ error: 'a secret does not belong in this file: use file or env' }).optional(),
      })
      .refine(({ file, env }) => (file === undefined) !== (env === undefined), 'one of file and env'),
  )
  .default({});

/** Whoever a policy lists by id, and asks for a code, has a secret; who is in a user group is not known here. */
export function secretless(file: unknown): { readonly path: PropertyKey[]; readonly message: string }[] {
  if (!isRecord(file) || !Array.isArray(file.policies)) return [];
  const totp = isRecord(file.totp) ? file.totp : {};
  return file.policies.flatMap((policy, i) => {
    const approve = isRecord(policy) && isRecord(policy.approve) ? policy.approve : {};
    const users = approve.totp === true && Array.isArray(approve.users) ? approve.users : [];
    return users.flatMap((user, j) =>
      Object.hasOwn(totp, String(user))
        ? []
        : [
            {
              path: ['policies', i, 'approve', 'users', j],
              message: 'the policy asks for their code, and totp has no secret of them',
            },
          ],
    );
  });
}

/** What an app shows or a tool prints as a secret, as Base32 alone; null where it is none. RFC 4226 asks for 16 bytes, and 64 are the block of the hash. */
export function base32Of(text: string): string | null {
  const plain = text.replaceAll(/[\s-]/g, '').replace(/=+$/, '').toUpperCase();
  return /^[A-Z2-7]{26,103}$/.test(plain) ? plain : null;
}
