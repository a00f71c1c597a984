import type { Block, Reply } from '../../core/reply.ts';
import { VERB_NAMES } from './spoken.ts';

const CALL = new RegExp(`\\bvmkbot (?=(?:${VERB_NAMES.join('|')}|VERB|RULE|NAME)\\b)`, 'g');

/** A terminal's words as those of chat: `vmkbot check --from FILE` is `/vmk check`. What only a terminal takes is left out. */
export function inChat(text: string): string {
  return text
    .replace(/,? or --from - for standard input/g, '')
    .replace(/\s*\[?--(?:from|save)(?: (?:FILE|-|[\w.-]+\.(?:txt|jsonl)))\]?/g, '')
    .replace(/\s*\[?--fail-on (?:error\|risk|error|risk)\]?/g, '')
    .replace(/\s*--json\b/g, '')
    .replace(CALL, '/vmk ');
}

/** An answer whose commands for copying are those of chat. What is said of a host stays as it is. */
export function replyInChat(reply: Reply): Reply {
  const block = (each: Block): Block =>
    each.kind === 'commands'
      ? { ...each, commands: each.commands.map((command) => command.replace(CALL, '/vmk ')) }
      : each;
  return { ...reply, sections: reply.sections.map((section) => ({ ...section, blocks: section.blocks.map(block) })) };
}
