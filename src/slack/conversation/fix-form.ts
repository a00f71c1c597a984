import { Problem } from '../../problem.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { fixWords, readFixValue } from '../views/fix-opening.ts';
import { Declined } from './decline.ts';

/** Opens the form at once, for a trigger lives 3 s; gives the ask instead where the plan lacks nothing. */
export async function openFixForm(incoming: Incoming, ports: Ports): Promise<Incoming | null> {
  const wanted = readFixValue(incoming.words);
  if (wanted === null) throw noSuchButton();
  const words = fixWords(wanted);
  if (wanted.missing.length === 0) return { ...incoming, words };
  if (!(await ports.deliveries.isNew(...incoming.deliveries))) return null;
  const { place, at, trigger = '' } = incoming;
  await ports.slack.openValues(trigger, { place, ...(at && { at }), wanted }).catch((cause) => {
    throw Object.assign(notOpened(words), { cause });
  });
  return null;
}

function noSuchButton(): Problem {
  return new Problem({
    code: 'no-such-button',
    message: 'This button is not one that I made, so nothing was planned.',
    next: 'Ask `check` and the host again; its answer has the button.',
    exit: 2,
  });
}

function notOpened(words: string): Declined {
  const problem = new Problem({
    code: 'form-not-opened',
    message: 'Slack did not let me open the form for the values that the plan lacks.',
    next: `Press the button again, or type \`${words}\` with the network and \`via\` the router.`,
    exit: 1,
  });
  return new Declined(problem, {});
}
