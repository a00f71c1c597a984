import { dirname, isAbsolute, join } from 'node:path';
import { checkSmallFile, readSmallFile } from '../small-file.ts';
import type { Access } from './access.ts';
import { isRecord } from './cross-check.ts';
import { pathText } from './faults.ts';
import type { ConfigFile } from './file.ts';
import { base32Of } from './totp.ts';
import { KeyFile, SecretFile, SlackId, Variable } from './values.ts';

const FILES = ['key', 'password_file', 'passphrase_file'] as const;
const VARIABLES = ['password_env', 'passphrase_env'] as const;

const SHAPES = { key: KeyFile, password_file: SecretFile, passphrase_file: SecretFile } as const;

/**
 * Files and variables that are named and are not there. It takes the file as it stands, faults and all, and says no value
 * again: whoever mistook the field wrote the secret itself.
 */
export function unreadable(file: unknown, env: NodeJS.ProcessEnv, path: string): string[] {
  const faults: string[] = [];
  for (const kind of ['hosts', 'bastions']) {
    const all = isRecord(file) && isRecord(file[kind]) ? file[kind] : {};
    for (const [name, host] of Object.entries(all)) {
      const given = (key: string) => (isRecord(host) && typeof host[key] === 'string' ? host[key] : undefined);
      const fault = (key: string, message: string) => faults.push(`${pathText([kind, name, key])}: ${message}`);
      for (const key of FILES) {
        const named = SHAPES[key].safeParse(given(key));
        const why = named.success ? unreadableFor(at(path, named.data)) : undefined;
        if (why !== undefined) fault(key, `the file that it names cannot be read (${why})`);
      }
      for (const key of VARIABLES) {
        const named = Variable.safeParse(given(key));
        if (named.success && !env[named.data]) fault(key, NO_VARIABLE);
      }
      if (isRecord(host) && host.agent === true && !env.SSH_AUTH_SOCK)
        fault('agent', 'the environment has no SSH_AUTH_SOCK');
    }
  }
  return [...faults, ...secretFaults(file, env, path)];
}

/** Secrets of one-time codes are short enough to be looked at whole. */
function secretFaults(file: unknown, env: NodeJS.ProcessEnv, path: string): string[] {
  const all = Object.entries(isRecord(file) && isRecord(file.totp) ? file.totp : {});
  const owners = new Map<string, string>();
  return all.flatMap(([user, place]) => {
    if (!isRecord(place) || !SlackId('UW', 'user').safeParse(user).success) return [];
    const fault = (key: string, message: string) => [`${pathText(['totp', user, key])}: ${message}`];
    const [named, variable] = [SecretFile.safeParse(place.file), Variable.safeParse(place.env)];
    if (variable.success && !env[variable.data]) return fault('env', NO_VARIABLE);
    const why = named.success ? unreadableFor(at(path, named.data)) : undefined;
    if (why !== undefined) return fault('file', `the file that it names cannot be read (${why})`);
    if (!named.success && !variable.success) return [];
    const text = named.success ? readSmallFile(at(path, named.data)).toString('utf8') : env[variable.data!]!;
    const key = named.success ? 'file' : 'env';
    const secret = base32Of(text);
    if (secret === null) return fault(key, NO_SECRET);
    const owner = owners.get(secret);
    if (owner !== undefined) return fault(key, sharedWith(owner));
    owners.set(secret, user);
    return [];
  });
}

/** One phone would confirm for both of them. */
const sharedWith = (user: string) => `what it names is the secret of ${user} too: each person needs one of their own`;
const NO_VARIABLE = 'the environment has no variable of the name that it gives';
const NO_SECRET = 'what it names holds no secret in Base32 of 26 characters or more';

/** Files are named from where the configuration lies. */
const at = (path: string, file: string) => (isAbsolute(file) ? file : join(dirname(path), file));

/** The configuration with its files' whole paths. */
export function located(file: ConfigFile, path: string): ConfigFile {
  const move = <T extends Access>(host: T): T => {
    const files = FILES.filter((key) => host[key] !== undefined).map((key) => [key, at(path, host[key]!)]);
    return { ...host, ...Object.fromEntries(files) };
  };
  const all = <T extends Access>(hosts: Record<string, T>) =>
    Object.fromEntries(Object.entries(hosts).map(([name, host]) => [name, move(host)]));
  const totp = Object.entries(file.totp).map(([user, place]) => {
    return [user, place.file === undefined ? place : { ...place, file: at(path, place.file) }];
  });
  return { ...file, hosts: all(file.hosts), bastions: all(file.bastions), totp: Object.fromEntries(totp) };
}

function unreadableFor(path: string): string | undefined {
  try {
    checkSmallFile(path);
    return undefined;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code ?? 'no reason given';
  }
}
