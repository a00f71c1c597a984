import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { secretUnreadable } from './fault.ts';

/** Where a secret is kept; it is read when it is needed and never kept. */
export type Secret = { readonly file: string } | { readonly env: string };

export type Credential =
  | { readonly kind: 'key'; readonly key: Secret; readonly passphrase?: Secret }
  | { readonly kind: 'password'; readonly password: Secret }
  | { readonly kind: 'agent' };

/** Everything needed to log in to one host. */
export interface Login {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly credential: Credential;
  /** `SHA256:…`; without it nobody logs in. */
  readonly hostKey?: string;
  /** The jump host, reached first. */
  readonly via?: Login;
}

/** How people call a way to log in. */
export const METHOD_NAMES: Readonly<Record<Credential['kind'], string>> = {
  key: 'key',
  password: 'password',
  agent: 'the keys of the agent',
};

/** Reads a secret; the line end that editors add is no part of it. */
export function readSecret(login: Login, secret: Secret, env: NodeJS.ProcessEnv): Buffer {
  if ('env' in secret) {
    const value = env[secret.env];
    if (value === undefined || value === '') throw secretUnreadable(login, `${secret.env} is not set`);
    return Buffer.from(value);
  }
  try {
    return readFileSync(secret.file);
  } catch (fault) {
    throw secretUnreadable(login, `${secret.file}: ${(fault as NodeJS.ErrnoException).code ?? 'no reason given'}`);
  }
}

export function readPassword(login: Login, secret: Secret, env: NodeJS.ProcessEnv): string {
  return readSecret(login, secret, env)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

/**
 * Which credential this is, without telling anything of the secret: where it is kept and when that was last written. It
 * tells whether a refused credential has been changed since.
 */
export function credentialMark({ credential }: Login): string {
  const secret =
    credential.kind === 'key' ? credential.key : credential.kind === 'password' ? credential.password : null;
  const place =
    secret === null ? 'agent' : 'env' in secret ? `env ${secret.env}` : `file ${secret.file} ${writtenAt(secret.file)}`;
  return createHash('sha256').update(place).digest('base64url').slice(0, 16);
}

function writtenAt(file: string): string {
  try {
    const { mtimeMs } = statSync(file);
    return String(mtimeMs);
  } catch {
    return '';
  }
}

/** The fingerprint of a public host key, as ssh-keygen -l prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
