import { VERBS } from '../../../commands/index.ts';
import type { Command } from '../../command.ts';
import type { Reply, Section } from '../../core/reply.ts';
import { Problem } from '../../problem.ts';
import type { Incoming } from '../incoming.ts';
import type { Page } from '../message.ts';
import type { Allowed, Asker } from '../people/access.ts';
import type { Ports } from '../ports.ts';
import { faultsOf, pageOf, renderReply } from '../render/index.ts';
import type { Rendered } from '../render/rendered.ts';
import { Declined } from './decline.ts';
import { inChat, replyInChat } from './in-chat.ts';
import { VERB_NAMES } from './spoken.ts';

/** For one person alone: messages, and all of it as a file where they do not hold it. */
export interface Help {
  readonly pages: readonly Page[];
  readonly file?: Rendered['file'];
}

/** What this person may do here, a verb in full, or a rule with its sources. */
export async function helpFor(topic: string | null, asker: Asker, incoming: Incoming, ports: Ports): Promise<Help> {
  const allowed = await ports.access.allowed(asker, incoming.place, VERB_NAMES);
  if (topic === null) return overviewPages(allowed);
  const commands = await load(allowed.verbs);
  const verb = commands.find(({ name }) => name === topic);
  if (verb !== undefined) return pagesOf(page(verb, allowed.hosts));
  const asked = { verb: 'help', words: [topic], from: [], json: false, help: false };
  const { reply } = await ports.answering.answer({ asked }).catch((fault) => {
    throw fault instanceof Problem && fault.near !== undefined
      ? new Declined(fault, { suggestions: [`help ${fault.near.meant}`] })
      : fault;
  });
  return pagesOf(replyInChat(withoutSamples(reply)));
}

/** The sample hosts are a terminal's: here nobody can ask about them. */
function withoutSamples(reply: Reply): Reply {
  const sections = reply.sections.map((each) => ({
    ...each,
    title: each.title.replace(/^On the sample host .*/, 'For example, of a made-up host'),
  }));
  return { ...reply, sections };
}

/** Asked more than anything else, and the same for all who may do the same. */
const overviews = new Map<string, Help>();
const MOST_KEPT = 200;

async function overviewPages({ verbs, hosts }: Allowed): Promise<Help> {
  const key = JSON.stringify([verbs, hosts]);
  const kept = overviews.get(key);
  if (kept !== undefined) return kept;
  const pages = pagesOf(overview(await load(verbs), hosts), examples(hosts));
  if (overviews.size >= MOST_KEPT) overviews.clear();
  overviews.set(key, pages);
  return pages;
}

/** The verbs that help is told of; loading them takes a while the first time. */
export function load(verbs: readonly string[]): Promise<Command[]> {
  return Promise.all(verbs.filter(isShown).map((verb) => VERBS[verb]!()));
}

/** Verbs for programs are known but not offered. */
const isShown = (verb: string) => verb in VERBS && verb !== 'schema';

function overview(commands: readonly Command[], hosts: readonly string[]): Reply {
  return {
    headline: { text: 'I tell why an ESX or ESXi host sends its traffic where it does, from what the host printed.' },
    sections: [
      {
        title: 'Say',
        blocks: [{ kind: 'list', lines: commands.map(({ name, summary }) => ({ text: `\`${name}\`: ${summary}` })) }],
      },
      where(hosts),
      {
        title: 'How',
        blocks: [
          {
            kind: 'list',
            lines: [
              {
                text: '`/vmk` and these words here, or my name and these words in any thread. A question needs no verb.',
              },
              {
                text: 'In a thread that began with an answer or an output, the host or the output need not be named again; `forget` ends that.',
              },
              { text: 'On any message with an output: its menu, Diagnose this output.' },
              { text: '`help VERB` tells more of one, `help RULE` what a finding rests on.' },
            ],
          },
        ],
      },
    ],
  };
}

function where(hosts: readonly string[]): Section {
  const shown = hosts.slice(0, MOST_HOSTS).map((host) => `\`${host}\``);
  const more = hosts.length > MOST_HOSTS ? ` and ${hosts.length - MOST_HOSTS} more (\`hosts\` lists them)` : '';
  const text =
    hosts.length === 0
      ? 'No host that you may read here. What you paste I answer.'
      : `${shown.join(', ')}${more}. Or what you paste or send as a file.`;
  return { title: 'About', blocks: [{ kind: 'text', lines: [{ text }] }] };
}

const MOST_HOSTS = 30;

function examples(hosts: readonly string[]): string[] {
  const [host] = hosts;
  // Every host has management; what else it has is not known before it is read.
  return host === undefined ? ['why does vMotion use vmk0'] : [`check ${host}`, `service management ${host}`];
}

/** What a terminal alone can do stands in a verb's usage and examples too. */
function page({ name, usage, summary, examples: all }: Command, hosts: readonly string[]): Reply {
  const commands = (lines: readonly string[]) => {
    const said = [...new Set(lines.map((line) => inChat(line).trim()))];
    // A way that is all files leaves nothing but the verb.
    return (said.length > 1 ? said.filter((line) => line !== name) : said).map((line) => `/vmk ${line}`);
  };
  const ways = commands(usage.split(' | ').map(withVerb(name)));
  const shown = commands(all.map(name === 'fix' ? ofHost(hosts[0]) : same).flatMap(named(hosts)));
  return {
    headline: { text: `\`${name}\`: ${summary}.` },
    sections: [
      { title: 'Usage', blocks: [{ kind: 'commands', commands: ways }] },
      ...(shown.length === 0 ? [] : [{ title: 'Examples', blocks: [{ kind: 'commands' as const, commands: shown }] }]),
    ],
  };
}

/** An example with hosts that there are: none where there are too few. */
function named(hosts: readonly string[]): (example: string) => string[] {
  return (example) => {
    // Which groups there are is told by `hosts`.
    if (/\s@prod\b/.test(example)) return [];
    const made = [...new Set(example.match(/\besx-\d\d\b(?!\.txt)/g))];
    if (made.length > hosts.length) return [];
    return [made.reduce((said, each, i) => said.replace(each, hosts[i]!), example)];
  };
}

const same = (example: string) => example;

/** A fix of what was pasted is planned, and cannot be asked for: where there is a host, the example names it. */
function ofHost(host: string | undefined): (example: string) => string {
  if (host === undefined) return same;
  return (example) =>
    /--from/.test(example) ? example.replace(/^fix (\S+)/, `fix $1 ${host}`).replace(/ --from \S+/, '') : example;
}

/** Ways to say it that begin with something else than the verb itself. */
function withVerb(name: string): (way: string) => string {
  return (way) => (way.startsWith(name) ? way : `${name} ${way}`);
}

/** One message where it fits, else the reasons below the answer. */
export function pagesOf(reply: Reply, suggestions: readonly string[] = []): Help {
  const { root, details, file } = renderReply(reply, { suggestions });
  const [first, ...more] = details;
  if (first === undefined) return { pages: [root] };
  const buttons = root.blocks.filter(({ type }) => type === 'actions');
  const blocks = [root.blocks[0]!, ...first.blocks, ...buttons];
  const isOne = more.length === 0 && faultsOf({ text: '…', blocks }).length === 0;
  if (isOne) return { pages: [pageOf(blocks)] };
  return { pages: [root, ...details], ...(file !== undefined && { file }) };
}
