import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { makeFolder } from '../../folder.ts';
import type { Problem } from '../../problem.ts';
import { storeProblem } from '../problems.ts';

/** A batch as LevelDB takes it: all of it or nothing. */
export type Batch = readonly (
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string }
)[];

/**
 * LevelDB in one directory, for one process. After a failed write (a full disk) it takes nothing more until it is opened again,
 * so each use opens it where it is closed.
 */
export class Database {
  private readonly directory: string;
  private readonly files: string;
  private readonly told: (warning: string) => void;
  /** Which files it has open: they are written to also when nobody else can find them any more. */
  private held = '';
  private open: Promise<ClassicLevel<string, unknown>> | null = null;
  private closing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(directory: string, told: (warning: string) => void) {
    this.directory = resolve(directory);
    this.files = join(this.directory, 'store');
    this.told = told;
  }

  async get<T>(key: string): Promise<T | undefined> {
    return await this.use(async (db) => (await db.get(key)) as T | undefined);
  }

  async range<T>(from: string, to: string, limit = -1): Promise<[string, T][]> {
    return await this.use(async (db) => (await db.iterator({ gte: from, lt: to, limit }).all()) as [string, T][]);
  }

  /** On disk when it resolves. */
  async write(batch: Batch): Promise<void> {
    await this.use(async (db) => await db.batch(batch as never, { sync: true }));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.shut();
  }

  async opened(): Promise<ClassicLevel<string, unknown>> {
    if (this.closed) throw storeProblem('The store is closed.', 'Start vmkbot again.');
    if (this.open !== null && this.held !== '' && identityOf(this.files) !== this.held) this.lost();
    this.open ??= this.begin();
    return await this.open;
  }

  private lost(): void {
    this.told(
      `The store in ${this.directory} was removed while it was in use. What it held is lost; a new one is begun.`,
    );
    void this.shut();
  }

  private async begin(): Promise<ClassicLevel<string, unknown>> {
    try {
      await this.closing;
      makeFolder(this.files);
      const db = new ClassicLevel<string, unknown>(this.files, { valueEncoding: 'json' });
      await db.open();
      ownersOnly(this.files);
      this.held = identityOf(this.files);
      return db;
    } catch (fault) {
      this.open = null;
      throw notOpened(this.directory, fault);
    }
  }

  private async use<T>(work: (db: ClassicLevel<string, unknown>) => Promise<T>): Promise<T> {
    const db = await this.opened();
    try {
      return await work(db);
    } catch (fault) {
      if ((await this.open?.catch(() => null)) === db) await this.shut();
      throw notWritten(this.directory, fault);
    }
  }

  private async shut(): Promise<void> {
    const open = this.open;
    this.open = null;
    this.held = '';
    // Opened again before it is closed, it would be locked by ourselves.
    if (open !== null) this.closing = open.then((db) => db.close()).catch(() => {});
    await this.closing;
  }
}
/** The lock file lives as long as the database: another one there, or none, is another database. Empty where there is none. */
function identityOf(files: string): string {
  try {
    const { dev, ino, birthtimeNs } = statSync(join(files, 'LOCK'), { bigint: true });
    return `${dev}:${ino}:${birthtimeNs}`;
  } catch {
    return '';
  }
}

/** LevelDB makes its files for everybody to read. What is not ours to change has an owner who saw to it. */
function ownersOnly(files: string): void {
  try {
    chmodSync(files, 0o700);
    for (const name of readdirSync(files)) chmodSync(join(files, name), 0o600);
  } catch {}
}

function notOpened(directory: string, fault: unknown): Problem {
  const { cause, message } = fault as Error & { cause?: { code?: string; message?: string } };
  if (cause?.code === 'LEVEL_LOCKED') {
    return storeProblem(
      `Another process uses the store in ${directory}.`,
      'End it, name another directory in VMKBOT_STORE, or use Redis, which several processes may share.',
    );
  }
  const why = cause?.message ?? message;
  return storeProblem(
    `The store in ${directory} cannot be opened: ${why}.`,
    'Check the directory, its owner and its disk.',
  );
}

function notWritten(directory: string, fault: unknown): Problem {
  const why = fault instanceof Error ? fault.message : String(fault);
  return storeProblem(`The store in ${directory} failed: ${why}.`, 'Check the free space of its disk.');
}
