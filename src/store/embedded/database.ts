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
  private open: Promise<ClassicLevel<string, unknown>> | null = null;
  private closed = false;

  constructor(directory: string) {
    this.directory = resolve(directory);
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
    this.open ??= this.begin();
    return await this.open;
  }

  private async begin(): Promise<ClassicLevel<string, unknown>> {
    try {
      makeFolder(this.directory);
      const db = new ClassicLevel<string, unknown>(join(this.directory, 'store'), { valueEncoding: 'json' });
      await db.open();
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
      await this.shut();
      throw notWritten(this.directory, fault);
    }
  }

  private async shut(): Promise<void> {
    const open = this.open;
    this.open = null;
    await open?.then((db) => db.close()).catch(() => {});
  }
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
