import { base32Of } from '../config/totp.ts';
import type { ConfigFile } from '../config.ts';
import { Problem } from '../problem.ts';
import { readSmallFile } from '../small-file.ts';

/** Where the secret of each person stands, by Slack's id: in a file, or in a variable of the environment. */
export type SecretPlaces = ConfigFile['totp'];

/** The secret in Base32. Throws a `Problem`, which does not say it, where there is none or it cannot be used. */
export function secretOf(user: string, places: SecretPlaces, env: NodeJS.ProcessEnv): string {
  const place = Object.hasOwn(places, user) ? places[user] : undefined;
  if (place === undefined) throw noSecret();
  const secret = base32Of(textAt(place, env));
  if (secret === null) throw unusable();
  return secret;
}

function textAt({ file, env: name }: NonNullable<SecretPlaces[string]>, env: NodeJS.ProcessEnv): string {
  if (name !== undefined) return env[name] ?? '';
  try {
    return readSmallFile(file ?? '').toString('utf8');
  } catch {
    throw unusable();
  }
}

function noSecret(): Problem {
  return new Problem({
    code: 'codes-none',
    message: 'The policy asks for your one-time code, and my configuration has no secret of yours to check one with.',
    next: 'Ask the keeper of my configuration to add you under `totp`; until then somebody else has to confirm.',
    exit: 4,
  });
}

/** It does not say what it is. */
export function unusable(): Problem {
  return new Problem({
    code: 'codes-unusable',
    message: 'The secret that your one-time code is checked with cannot be read, so no code of yours counts.',
    next: 'Ask the keeper of my configuration to look at the file or variable under `totp`: one secret in Base32, 26 characters or more.',
    exit: 4,
  });
}
