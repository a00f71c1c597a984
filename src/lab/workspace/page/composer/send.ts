import { type ChannelShown, ClientRefusal, type Overview } from '../../client-api.ts';
import type { Ask } from '../api/calls.ts';
import { dropped } from './draft.ts';
import { OWN_COMMANDS } from './suggestions.ts';

interface Sending {
  readonly ask: Ask;
  readonly overview: Overview;
  readonly channel: ChannelShown;
  readonly thread: string | undefined;
  readonly text: string;
  readonly files: readonly File[];
}

/** Sends what was composed: a command, a message, or files with or without words. Throws where the workspace refuses it. */
export async function send({ ask, overview, channel, thread, text, files }: Sending): Promise<void> {
  const place = { channel: channel.id, ...(thread !== undefined && { thread }) };
  const words = text.trim();
  if (files.length > 0) {
    await ask('upload', { ...place, files: await dropped(files), ...(words !== '' && { text: words }) });
  } else if (OWN_COMMANDS.some(({ command }) => words.startsWith(`${command} `))) {
    await own(ask, overview, channel, words);
  } else if (/^\/\w/.test(words)) {
    await ask('command', { ...place, text: words });
  } else {
    await ask('post', { ...place, text: text.trimEnd() });
  }
}

async function own(ask: Ask, { people }: Overview, channel: ChannelShown, words: string): Promise<void> {
  const [command, wanted = ''] = words.split(/\s+/);
  const person = people.find(({ name }) => name === wanted.replace(/^@/, ''));
  if (person === undefined) throw new ClientRefusal('user_not_found', `There is nobody named ${wanted} here.`);
  await ask(command === '/invite' ? 'invite' : 'kick', { channel: channel.id, user: person.id });
}
