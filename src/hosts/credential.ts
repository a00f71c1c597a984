import { createHash, createHmac } from 'node:crypto';
import { statSync } from 'node:fs';
import ssh2, { type AnyAuthMethod, type ParsedKey } from 'ssh2';
import { readSmallFile } from '../small-file.ts';
import { Agent } from './agent.ts';
import { agentFault, secretUnreadable } from './fault.ts';
import type { Login, Secret } from './login.ts';

/** A credential that was read for one login, before the host is asked for anything. */
export interface Ready {
  /** Which credential it is, without telling anything of it: it shows whether a refused one was changed. */
  readonly mark: string;
  readonly agent?: Agent;
  /** The one thing to show, by this of SSH's methods; keyboard-interactive is answered with `password`. */
  readonly method: AnyAuthMethod;
}

interface Around {
  readonly env: NodeJS.ProcessEnv;
  readonly salt: () => Buffer;
  /** How long the agent may take to tell its keys. */
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
}

/** Reads the configured credential; whatever is wrong with it is told before anything is connected. */
export async function readCredential(login: Login, around: Around): Promise<Ready> {
  const { credential, user: username } = login;
  switch (credential.kind) {
    case 'agent':
      return await agentReady(login, around);
    case 'key': {
      const bytes = readSecret(login, credential.key, around.env);
      const passphrase = credential.passphrase && readPassword(login, credential.passphrase, around.env);
      const key = parsedKey(login, bytes, passphrase);
      return { mark: markOf(credential.key, bytes, around.salt), method: { type: 'publickey', username, key } };
    }
    case 'password': {
      const password = readPassword(login, credential.password, around.env);
      const mark = markOf(credential.password, Buffer.from(password), around.salt);
      return { mark, method: { type: 'password', username, password } };
    }
  }
}

async function agentReady(login: Login, { env, ms, signal }: Around): Promise<Ready> {
  if (!env.SSH_AUTH_SOCK) throw agentFault(login, 'is not named (SSH_AUTH_SOCK is not set)');
  const agent = new Agent(env.SSH_AUTH_SOCK);
  const keys = await agent.keys(login, ms, signal);
  const blobs = keys.map((key) => key.getPublicSSH().toString('base64')).sort();
  return {
    mark: hashOf(`agent ${blobs.join(' ')}`),
    agent,
    method: { type: 'agent', username: login.user, agent },
  };
}

function parsedKey(login: Login, bytes: Buffer, passphrase: string | undefined): ParsedKey {
  const key = ssh2.utils.parseKey(bytes, passphrase);
  if (key instanceof Error || !key.isPrivateKey()) {
    throw secretUnreadable(login, 'it is no private key, or it needs a passphrase that is not configured');
  }
  return key;
}

function readSecret(login: Login, secret: Secret, env: NodeJS.ProcessEnv): Buffer {
  if ('env' in secret) {
    const value = env[secret.env];
    if (value === undefined || value === '') throw secretUnreadable(login, `${secret.env} is not set`);
    return Buffer.from(value);
  }
  try {
    return readSmallFile(secret.file);
  } catch (fault) {
    throw secretUnreadable(login, `${secret.file}: ${(fault as NodeJS.ErrnoException).code ?? 'no reason given'}`);
  }
}

/** The line end that editors add is no part of it. An empty one would only be refused, and that counts towards a lock. */
function readPassword(login: Login, secret: Secret, env: NodeJS.ProcessEnv): string {
  const text = readSecret(login, secret, env)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (text === '') throw secretUnreadable(login, `${'file' in secret ? secret.file : secret.env} is empty`);
  return text;
}

/**
 * A file is told by when it was written. Of a variable two bytes of a salted hash are kept: they miss one change in 65,536,
 * and are too little to guess a password by.
 */
function markOf(secret: Secret, value: Buffer, salt: () => Buffer): string {
  if ('file' in secret) return hashOf(`file ${secret.file} ${writtenAt(secret.file)}`);
  const part = createHmac('sha256', salt()).update(value).digest('hex').slice(0, 4);
  return hashOf(`env ${secret.env} ${part}`);
}

function writtenAt(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeMs} ${found.size} ${found.ino}`;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);
