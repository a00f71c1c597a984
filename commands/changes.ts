import type { ChangesPort } from '../src/changes-port.ts';
import { type Answer, type Asked, command, type Ports, usage } from '../src/command.ts';
import { describeChange, revertsAt } from '../src/core/describe/change/index.ts';
import { changeView } from '../src/core/describe/change-json.ts';
import { describeChanges } from '../src/core/describe/changes.ts';
import type { ChangeKept, ChangeRow } from '../src/core/record.ts';
import { followed } from './follow.ts';
import { hostIn, isId, noSuchChange, recordOf, spelt } from './record.ts';

/** How many that are over are listed: without a host the latest, of a host its history. */
const LATELY = 10;
const OF_HOST = 50;

/** What is asked for, under way, needs hands or ended; everything about one. Nothing is confirmed from here. */
export const changes = command({
  name: 'changes',
  usage: 'changes [HOST] | changes ID | changes follow ID',
  summary: 'what waits, is being applied, needs hands or ended lately; everything about one; its steps as they happen',
  examples: ['changes', 'changes esx-07', 'changes c-7f3a9k', 'changes follow c-7f3a9k'],

  async run(asked, ports) {
    const [first, second, ...more] = asked.words;
    const isFollowing = first?.toLowerCase() === 'follow';
    if (more.length > 0 || (second !== undefined && !isFollowing)) throw wrong(asked);
    if (isFollowing && (second === undefined || !isId(second))) throw wrong(asked);
    if (isFollowing) return await follow(second!.toLowerCase(), asked, ports);
    if (first !== undefined && isId(first)) return one(await keptOf(first.toLowerCase(), ports));
    return await list(first ?? null, asked, ports);
  },
});

async function list(word: string | null, asked: Asked, ports: Ports): Promise<Answer> {
  const record = recordOf(ports);
  const host = word === null ? null : spelt(word, asked);
  const listed = await record.list({ host, ended: host === null ? LATELY : OF_HOST });
  const { open, more, ended } = listed;
  if (word !== null && open.length + ended.length === 0) hostIn(word, asked);
  const left = record.isLeft?.() === true ? await leftLines(open, record) : null;
  return {
    json: { schema: 'vmkbot/changes/1', ...(host !== null && { host }), open, more, ended },
    reply: () => describeChanges(listed, host, Date.now(), left),
  };
}

/** When the host of each change that is being applied was told to take it back by itself. */
async function leftLines(open: readonly ChangeRow[], record: ChangesPort): Promise<readonly string[]> {
  const applying = open.filter(({ state }) => state === 'applying').slice(0, LATELY);
  const kept = await Promise.all(applying.map(({ id }) => record.one(id)));
  return kept.flatMap((each) => {
    const at = each === null ? null : revertsAt(each.change);
    if (at === null) return [];
    const { id, host } = each!.change.approval;
    const [takes, does] = at <= Date.now() ? ['was to take', 'did'] : ['takes', 'does'];
    return [
      `\`${id}\`: ${host} ${takes} it back by itself at ${when(at, 'seconds')}; whether it ${does} is seen once a bot runs.`,
    ];
  });
}

function one(kept: ChangeKept): Answer {
  const { names } = kept;
  const who = (id: string) => names[id] ?? id;
  return {
    json: { schema: 'vmkbot/change-view/1', ...changeView(kept) },
    reply: () => describeChange(kept, { who, when }),
  };
}

/** UTC, since whoever reads it may be anywhere. */
function when(at: number, as: 'time' | 'seconds' | 'day'): string {
  const iso = new Date(at).toISOString();
  const [day, time] = [iso.slice(0, 10), iso.slice(11, as === 'seconds' ? 19 : 16)];
  return as === 'day' ? `${day} ${time} UTC` : `${time} UTC`;
}

async function follow(id: string, asked: Asked, ports: Ports): Promise<Answer> {
  const record = recordOf(ports);
  if (record.wait === undefined) {
    throw usage(
      '`changes follow` stands on a command line of its own.',
      `In Slack the card of ${id} follows it by itself; vmkbot changes ${id} tells how far it is.`,
    );
  }
  return { ...one(await keptOf(id, ports)), stream: followed(id, record, asked.json) };
}

async function keptOf(id: string, ports: Ports): Promise<ChangeKept> {
  const kept = await recordOf(ports).one(id);
  if (kept === null) throw noSuchChange(id);
  return kept;
}

function wrong({ words }: Asked) {
  return usage(
    `\`changes\` does not know "${words.join(' ')}".`,
    'Say changes, changes HOST, changes ID, or changes follow ID. A change is confirmed in Slack alone, by the buttons of its card.',
  );
}
