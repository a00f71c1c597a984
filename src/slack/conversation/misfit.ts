import { Problem } from '../../problem.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { shortened } from '../text/cut.ts';
import { typedWords } from '../text/index.ts';
import { inChat } from './in-chat.ts';
import { hostAndPaste, noSuchHost } from './problems.ts';
import { spoken } from './spoken.ts';

const LONGEST = 300;
const LONGEST_WORDS = 150;

/** Why the question in a box cannot be answered, while what was pasted below it still stands there; null where nothing is known against it. */
export function misfit(filled: Pick<Incoming, 'words' | 'pastes' | 'files'>, ports: Ports): string | null {
  try {
    const said = spoken(ports.redact(typedWords(filled.words)), 'check');
    if (said.kind !== 'verb') return 'This needs no output: say it without the box.';
    const { near, hosts } = ports.live.named(said.asked);
    if (near !== undefined) throw noSuchHost(near.word, near.host);
    if (hosts.length > 0 && filled.pastes.length + filled.files.length > 0) throw hostAndPaste(hosts[0]!);
    return null;
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const [message, next] = [fault.message, fault.next].map((text) => inChat(text).replaceAll('`', ''));
    return shortened(`${shortened(message!, LONGEST_WORDS)} ${next}`, LONGEST);
  }
}
