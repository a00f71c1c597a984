/** The record for a terminal: of a Redis opened directly, else asked of the running bot, else opened where no bot runs. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ChangesPort, callOn, portOver, type RecordCall } from '../changes-port.ts';
import { Problem } from '../problem.ts';
import { openStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { readRecord } from './read.ts';
import { openSocket } from './socket/ask.ts';

export type OpenRecord = ChangesPort & { close(): Promise<void> };

const DEFAULT = './.vmkbot';
const LOOK_MS = 500;

/** Nothing is opened before it is asked. A terminal's owner may read the files of the store, so every host is theirs to see. */
export function openRecord(place = DEFAULT): OpenRecord {
  return /^rediss?:\/\//i.test(place) ? ofRedis(place) : ofFolder(place);
}

function ofRedis(address: string): OpenRecord {
  let opened: Promise<Store> | null = null;
  const store = () => (opened ??= openStore(address));
  return {
    ...portOver(async (call) => await callOn(readRecord(await store(), { hosts: 'all' }), call)),
    wait: () => pause(LOOK_MS),
    close: async () => void (await opened?.then((each) => each.close()).catch(() => {})),
  };
}

/** Each call finds out anew who has the store: a bot may start or end while a change is followed. */
function ofFolder(folder: string): OpenRecord {
  let bot: Awaited<ReturnType<typeof openSocket>> = null;
  let byBot = false;
  const call = async (wanted: RecordCall): Promise<unknown> => {
    if (!existsSync(join(resolve(folder), 'store'))) throw noStore(folder);
    bot ??= await openSocket(folder);
    byBot = bot !== null;
    return bot === null ? await directly(folder, wanted) : await callOn(bot, wanted).catch(gone);
  };
  const gone = (fault: unknown): never => {
    if (fault instanceof Problem && fault.code === 'bot-gone') bot = null;
    throw fault;
  };
  return {
    ...portOver(call),
    isLeft: () => !byBot,
    wait: async () => (byBot ? await pause(LOOK_MS) : Promise.reject(noBot(folder))),
    close: async () => void bot?.close(),
  };
}

/** Held no longer than the answer takes, so that a bot may start. */
async function directly(folder: string, wanted: RecordCall): Promise<unknown> {
  // Opening writes files, which their owner's bot could not open any more.
  const owner = statSync(join(folder, 'store')).uid;
  if (process.getuid !== undefined && process.getuid() !== owner) throw notTheirs(folder);
  const store = await openStore(folder);
  try {
    return await callOn(readRecord(store, { hosts: 'all' }), wanted);
  } finally {
    await store.close();
  }
}

function notTheirs(folder: string): Problem {
  const message = `The store in ${resolve(folder)} belongs to another user, and no bot runs that I could ask.`;
  return new Problem({ code: 'store', message, next: 'Ask as the user that the bot runs as.', exit: 1 });
}

function noStore(folder: string): Problem {
  const runs = localRuns(folder);
  const next =
    runs.length === 0
      ? 'Name the store of the bot in VMKBOT_STORE: its directory, or its redis:// address.'
      : `A local workspace keeps its own: set VMKBOT_STORE=${runs[0]}.`;
  return new Problem({ code: 'no-record', message: `There is no store in ${resolve(folder)}.`, next, exit: 2 });
}

/** Where `npm start` without tokens keeps the store of its run. */
function localRuns(folder: string): string[] {
  const all = join(folder, 'local');
  if (!existsSync(all)) return [];
  return readdirSync(all)
    .map((name) => join(all, name, 'store'))
    .filter((path) => existsSync(join(path, 'store')));
}

function noBot(folder: string): Problem {
  return new Problem({
    code: 'no-bot',
    message: `No bot runs on the store in ${resolve(folder)}, so nothing more happens to this change for now.`,
    next: 'Start the bot: it goes on with what was begun. A change that a host was told of takes itself back there in time.',
    exit: 1,
  });
}
