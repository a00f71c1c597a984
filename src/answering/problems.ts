import { Problem } from '../problem.ts';

const CUT = 'Cut it to the outputs that matter, e.g. those of `esxcfg-vmknic -l` and `esxcfg-route -l`.';

/** More is asked than can wait. */
export function busy(): Problem {
  const message = 'More questions wait for me than I can hold, so I did not take this one.';
  return new Problem({ code: 'busy', message, next: 'Ask again in a minute.', exit: 1 });
}

/** A text that takes longer than the limit. */
export function tooSlow(ms: number): Problem {
  const message = `I stopped after ${ms / 1000} s: there is more in this text than I can read in that time.`;
  return new Problem({ code: 'too-slow', message, next: CUT, exit: 1 });
}

/** A text that takes more memory than the limit. */
export function tooMuch(): Problem {
  const message = 'I stopped: this text needs more memory than I give to one question.';
  return new Problem({ code: 'too-much', message, next: CUT, exit: 1 });
}

/** Nothing to read: no host named, and no paste at hand. */
export function nothingAtHand(): Problem {
  const message = 'Nothing was given to read the host from.';
  const next = 'Name a host of the inventory, or ask where the output of a host was pasted.';
  return new Problem({ code: 'no-input', message, next, exit: 2 });
}

/** A file of the bot's own machine is nobody's to read from chat. */
export function noFiles(): Problem {
  const message = '`--from` names a file on a terminal, and from here I open none.';
  return new Problem({ code: 'usage', message, next: 'Paste what the host printed, or send it as a file.', exit: 2 });
}

/** More than a file in chat is meant to hold. */
export function tooMuchToSend(name: string): Problem {
  const message = `The file \`${name}\` would be larger than 8 MB, and I send none that is.`;
  return new Problem({
    code: 'too-large',
    message,
    next: 'Ask in a terminal beside the bot, which has no such limit.',
    exit: 1,
  });
}
