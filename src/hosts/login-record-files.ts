import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { makeFolder } from '../folder.ts';
import { recordsUnwritable } from './fault.ts';
import { lockFile } from './lock-file.ts';
import type { DamagedRecord, Held, LoginRecord, LoginRecords } from './login-records.ts';

/**
 * The folder for records of logins: the store where that is a directory that was named, else one of the user's own, so that
 * they are found again whatever the working directory is.
 */
export function recordsFolder(env: NodeJS.ProcessEnv): string {
  const { VMKBOT_STORE: store, XDG_STATE_HOME: state, HOME: home } = env;
  if (store && !/^rediss?:/i.test(store)) return resolve(store, 'logins');
  return join(state && isAbsolute(state) ? state : join(home || homedir(), '.local', 'state'), 'vmkbot', 'logins');
}

/** Records in a folder, one file an account; they hold host, user and times, and nothing of a credential. */
export function recordFiles(folder: string): LoginRecords {
  const pathOf = (account: string) => join(folder, createHash('sha256').update(account).digest('hex').slice(0, 24));
  const proved = <T>(work: () => T): T => {
    try {
      return work();
    } catch (fault) {
      throw recordsUnwritable(folder, (fault as NodeJS.ErrnoException).code ?? 'no reason given');
    }
  };
  return {
    salt: () => proved(() => saltIn(folder)),
    read: (account) => readRecord(`${pathOf(account)}.json`),
    async hold(account, signal): Promise<Held> {
      proved(() => makeFolder(folder));
      const release = await lockFile(`${pathOf(account)}.lock`, signal).catch((fault) => {
        throw 'code' in fault && 'syscall' in fault ? recordsUnwritable(folder, fault.code) : fault;
      });
      return { write: (record) => proved(() => writeRecord(`${pathOf(account)}.json`, account, record)), release };
    },
  };
}

function readRecord(file: string): LoginRecord | DamagedRecord | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    return { damaged: file, writtenAt: Number.POSITIVE_INFINITY };
  }
  return parsed(text) ?? { damaged: file, writtenAt: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
}

function parsed(text: string): LoginRecord | undefined {
  try {
    const { host, shown } = JSON.parse(text);
    const whole = (each: Record<string, unknown>) =>
      [each.id, each.mark].every((value) => typeof value === 'string') &&
      Number.isFinite(each.at) &&
      (each.end === 'refused' || each.end === 'unknown');
    return typeof host === 'string' && Array.isArray(shown) && shown.every(whole) ? { host, shown } : undefined;
  } catch {
    return undefined;
  }
}

/** Readers see the old record or the new one, never half of one. */
function writeRecord(file: string, account: string, record: LoginRecord | undefined): void {
  if (record === undefined) rmSync(file, { force: true });
  else {
    const next = `${file}.next`;
    writeFileSync(next, `${JSON.stringify({ account, ...record })}\n`, { mode: 0o600 });
    renameSync(next, file);
  }
}

function saltIn(folder: string): Buffer {
  const file = join(folder, 'salt');
  makeFolder(folder);
  try {
    writeFileSync(file, randomBytes(16), { mode: 0o600, flag: 'wx' });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
  return readFileSync(file);
}
