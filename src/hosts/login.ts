import { createHash } from 'node:crypto';

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

/** The fingerprint of a public host key, as ssh-keygen -l prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}
