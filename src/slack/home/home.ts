import type { ActionsBlock, KnownBlock } from '@slack/types';
import { Problem } from '../../problem.ts';
import { CHECKS, type LastCheck } from '../conversation/remember.ts';
import { VERB_NAMES } from '../conversation/spoken.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { renderProblem, small, suggestionButtons } from '../render/index.ts';
import { shortened } from '../text/cut.ts';
import { OPEN_PASTE } from '../views/paste.ts';
import { heading, textBlock } from './blocks.ts';
import { waitingBlocks } from './waiting.ts';

type Who = Pick<Incoming, 'user' | 'team'>;

/** Shows somebody the changes that wait, the hosts they may read, the last checks of those, and what to try; as it is now. */
export function showHome(who: Who, ports: Ports): Promise<void> {
  // Two that are published at the same time could arrive the other way round.
  const before = published.get(who.user) ?? Promise.resolve();
  const run = before
    .catch(() => {})
    .then(async () => ports.slack.publishHome(who.user, await homeOf(who, ports)))
    .finally(() => {
      if (published.get(who.user) === run) published.delete(who.user);
    });
  published.set(who.user, run);
  return run;
}

const published = new Map<string, Promise<void>>();

/** After somebody decided on a change: what their Home tab showed of it is no more so. Never rejects. */
export async function refreshHome(who: Who, ports: Ports): Promise<void> {
  await showHome(who, ports).catch((err) =>
    ports.log.info({ user: who.user, err }, 'a Home tab was not published again'),
  );
}

async function homeOf({ user, team }: Who, ports: Ports): Promise<readonly KnownBlock[]> {
  try {
    const asker = await ports.access.asker(user, team);
    // Its buttons ask from here, so what is not answered here is not shown: which channels somebody is in is not known.
    const place = { channel: user };
    await ports.access.admit(asker, place, []);
    const { hosts } = await ports.access.allowed(asker, place, VERB_NAMES);
    const checks = (await ports.store.list(CHECKS)).map(({ value }) => value as unknown as LastCheck);
    return [
      ...(await waitingBlocks({ user, ...(team !== undefined && { team }), hosts }, ports)),
      ...toTry(hosts),
      ...hostList(hosts),
      ...checkList(
        checks.filter(({ host }) => hosts.includes(host)),
        ports.now(),
      ),
    ];
  } catch (fault) {
    if (fault instanceof Problem) return renderProblem(fault).blocks;
    throw fault;
  }
}

function toTry(hosts: readonly string[]): KnownBlock[] {
  const [host] = hosts;
  const words = host === undefined ? [] : [`check ${host}`, `service management ${host}`];
  return [
    heading('Ask'),
    textBlock(
      'Ask in a channel with `/vmk` and a question, or write to me here. What a host printed can be pasted or sent as a file.',
    ),
    ...suggestionButtons(words),
    pasteButton(),
  ];
}

function pasteButton(): ActionsBlock {
  const label = { type: 'plain_text' as const, text: 'Paste an output…', emoji: false };
  return { type: 'actions', elements: [{ type: 'button', action_id: OPEN_PASTE, text: label }] };
}

/** Slack takes 100 blocks a view, and 3,000 characters are one screen of names. */
const MOST_HOSTS = 200;
const MOST_CHECKS = 20;

const NO_HOST =
  'There is no host that you may read from here. In a channel, `/vmk help` tells which you may read there.';

function hostList(hosts: readonly string[]): KnownBlock[] {
  if (hosts.length === 0) return [heading('Hosts'), textBlock(NO_HOST)];
  const shown = hosts.slice(0, MOST_HOSTS).map((host) => `\`${host}\``);
  const more = hosts.length > MOST_HOSTS ? ` and ${hosts.length - MOST_HOSTS} more` : '';
  return [heading('Hosts'), textBlock(`${shown.join(', ')}${more}`)];
}

function checkList(checks: readonly LastCheck[], now: number): KnownBlock[] {
  if (checks.length === 0) return [heading('Last checks'), textBlock('None yet: `check` and a host makes the first.')];
  const latest = [...checks].sort((a, b) => b.at - a.at).slice(0, MOST_CHECKS);
  const rows = latest.flatMap(({ host, headline, by, at }) => [
    textBlock(`\`${host}\`: ${shortened(headline, 500)}`),
    small(`${ago(now - at)}, asked by ${shortened(by, 60)}`),
  ]);
  return [heading('Last checks'), ...rows];
}

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / (24 * 60))} days ago`;
}
