/** A whole bot in a workspace of another process, until it kills itself at a point or is killed. What it is told is in argv[2]. */
import { writeSync } from 'node:fs';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { stage } from '../e2e/bot.ts';

export interface Told {
  readonly store: string;
  readonly workspace: Pick<Workspace, 'apiUrl' | 'appToken' | 'botToken' | 'signingSecret'>;
  readonly host: Pick<SimulatedHost, 'port' | 'hostKeyFingerprint'> & { readonly name: string };
  readonly policies: string;
  /** A point of the journal where it dies, or `commit 7 before` and `commit 7 after`, counted from the command on. */
  readonly point: string | null;
  /** After how many milliseconds it is told that something is being worked on; the card takes that message's place. */
  readonly soonMs?: number;
}

const { store: place, workspace, host, policies, point, soonMs = 2_000 }: Told = JSON.parse(process.argv[2]!);

const say = (line: string) => writeSync(1, `${line}\n`);

function at(reached: string): void {
  say(reached);
  if (reached === point) process.kill(process.pid, 'SIGKILL');
}

/** Commits are counted from the one that marks the command as handled. */
function counted(store: Store): Store {
  let commits = 0;
  const commit: Store['commit'] = async (steps, lease) => {
    const isCommand = steps.some((step) => 'key' in step && step.key.startsWith('delivered/command/'));
    if (commits === 0 && !isCommand) return await store.commit(steps, lease);
    commits += 1;
    const name = `commit ${commits}`;
    at(`${name} before`);
    const written = await store.commit(steps, lease);
    at(`${name} after`);
    return written;
  };
  return new Proxy(store, {
    get(own, name) {
      if (name === 'commit') return commit;
      const value = Reflect.get(own, name);
      return typeof value === 'function' ? value.bind(own) : value;
    },
  });
}

await stage({
  ...{
    in: workspace as Workspace,
    store: counted(await openStore(place)),
    policies: () => policies,
    leaseMs: 1_500,
    soonMs,
  },
  hosts: [{ name: host.name, group: 'lab', running: host as unknown as SimulatedHost }],
  more: { at },
});
say('ready');
