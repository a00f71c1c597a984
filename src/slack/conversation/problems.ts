import { Problem } from '../../problem.ts';
import type { UndeliveredReason } from '../outbox/outbox.ts';

const declined = (code: string, message: string, next: string, exit: 1 | 2 | 3 | 4 = 2) =>
  new Problem({ code, message, next, exit });

export const noSuchHost = (word: string, near: string) =>
  declined('no-host', `There is no host \`${word}\` in the inventory.`, `Did you mean \`${near}\`?`);

export const hostAndPaste = (host: string) =>
  declined(
    'two-sources',
    `You named \`${host}\` and gave an output as well, and I do not know which of them you mean.`,
    'Ask about the host without an output, or about the output without a host.',
  );

export const nothingAtHand = () =>
  declined(
    'no-input',
    'I have nothing to read yet: you named no host, and there is no output here.',
    'Name a host, paste its output between code marks, send it as a file, or use the box.',
  );

export const stopping = () =>
  declined('stopping', 'I am being restarted, so I did not finish this.', 'Ask again in a minute.', 1);

/** Where the store is, and what it says of itself, is for those who run it: that stands in the log. */
export const storeGone = () =>
  declined(
    'store',
    'My store does not answer, so I did not begin this.',
    'What I had answered before is kept. Ask again in a minute; the log has the reason, under the id of this request.',
    1,
  );

export const underWay = () =>
  declined('under-way', 'I am already on it.', 'The answer comes by itself; there is no need to press again.', 1);

export const leftInTheMiddle = () =>
  declined(
    'left',
    'I was ended in the middle of your question.',
    'If its answer does not stand here, or not all of it, ask again.',
    1,
  );

export const requestKept = (id: string) =>
  declined(
    'left',
    `I was ended in the middle of your question, but your request \`${id}\` is kept.`,
    'Its card stands here, or comes by itself; there is no need to ask again.',
    1,
  );

export const tooMuchAtOnce = (count: number) =>
  declined('busy', `I am busy with ${count} question${count === 1 ? '' : 's'}.`, 'Ask again in a moment.', 1);

/** Why an answer does not stand where it was asked for; null where that cannot be told either. */
export function undelivered(reason: UndeliveredReason, botName: string): Problem | null {
  const problem = (message: string, next: string) => declined(`undelivered-${reason}`, message, next, 1);
  switch (reason) {
    case 'not-in-channel':
    case 'channel-not-found':
      return problem(
        'I am not in this channel, so I cannot answer here.',
        `Type \`/invite @${botName}\` and ask again, or ask me in a direct message.`,
      );
    case 'thread-gone':
      return problem(
        'The message that this thread began with is gone, so I cannot answer below it.',
        'Ask again in the channel.',
      );
    case 'unknown':
      return problem(
        'My answer may stand here already: Slack lost its reply, and I could not look.',
        'Look for it; if it is not there, ask again.',
      );
    case 'archived':
      return problem('This channel is archived, so I cannot answer in it.', 'Ask me in another channel.');
    case 'forbidden':
      return problem('I may not post in this channel.', 'Ask me in another channel, or in a direct message.');
    case 'too-late':
    case 'full':
    case 'given-up':
      return problem('Slack did not take my answer.', 'Ask again in a minute.');
    case 'closed':
      return stopping();
    case 'revoked':
      return null;
  }
}
