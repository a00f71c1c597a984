import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { tell } from './decline-to.ts';
import type { Help } from './help.ts';

/** No file can be shown to one person in a channel, so it goes to their direct messages. */
export async function tellAll(incoming: Incoming, { pages, file }: Help, ports: Ports): Promise<void> {
  for (const page of pages) await tell(incoming, page, ports);
  if (file === undefined) return;
  const [key, page] = [`${incoming.id}/help`, renderNotice('The file with all that you asked for:')];
  const at = await ports.outbox.post({ to: { channel: incoming.user }, key, kind: 'notice', page });
  await ports.outbox.upload({ channel: at.channel, thread: at.ts }, file);
}
