import { VERBS } from '../../../commands/index.ts';
import { ASKING } from '../../asking.ts';
import { type Asked, parse, split, usage } from '../../command.ts';
import { understand } from '../../core/questions/understand.ts';
import { decidedInSlack } from '../../decided-in-slack.ts';
import { hostOf, hostsNamed } from '../../hosts-named.ts';
import { nearest } from '../../nearest.ts';
import { Problem } from '../../problem.ts';
import { Declined } from './decline.ts';

/** What was said: a verb with its words, or one of the words that only chat has. */
export type Spoken =
  | { readonly kind: 'help'; readonly topic: string | null }
  | { readonly kind: 'forget' }
  | { readonly kind: 'verb'; readonly asked: Asked };

export const VERB_NAMES = [...Object.keys(VERBS), 'version'];

/** The names of hosts: all of them, those that may be offered to whoever speaks, and those of their groups. */
export interface HostNames {
  readonly all: readonly string[];
  readonly offered: readonly string[];
  readonly groups?: readonly string[];
}

const NO_HOSTS: HostNames = { all: [], offered: [] };

const GREETING =
  /^(?:hi|hello|hey|hallo|good (?:morning|afternoon|evening|day))(?: (?:there|all|bot|vmkbot))?[.!,?]*$/i;

/** Understands a line of chat; throws a `Declined` with what was most likely meant. `empty` is what no words mean here. */
export function spoken(typed: string, empty: 'help' | 'check', hosts = NO_HOSTS): Spoken {
  const line = withoutOthers(typed, hosts.groups).replace(TAKEN_OUT, (mark) =>
    mark.replace(': ', ':').replaceAll(' ', '-'),
  );
  if (GREETING.test(line)) return { kind: 'help', topic: null };
  const words = withoutMark(split(line === '' ? empty : line));
  const first = words[0]!.toLowerCase();
  if (first === 'help' || first === '?') return { kind: 'help', topic: words[1]?.toLowerCase() ?? null };
  if (first === 'forget' && words.length === 1) return { kind: 'forget' };
  const decides = decidedInSlack(words);
  if (decides !== null) throw new Declined(decides, { suggestions: [['changes', ...words.slice(1)].join(' ')] });
  const asked = parsed(isQuestion(words) ? ['why', ...words] : words, line);
  if (asked.help) return { kind: 'help', topic: asked.verb };
  forTerminals(asked);
  if (asked.verb === 'why') understood(asked, hosts);
  return { kind: 'verb', asked };
}

/** What a secret was replaced by (src/core/esxi/redact.ts). */
const TAKEN_OUT = /\[redacted: [A-Za-z ]{1,32}\]/g;

const OTHERS = /(?<=^|\s)@[\p{L}\p{N}._-]+(?=\s|$)/gu;
/** In front of it stands nobody but whom one speaks to. */
const TAKES_GROUPS = /^(?:@\S+\s+)*(?:fix|ntp|compare)(?![\p{L}\p{N}-])/iu;
/** What is in front of a word that stands where hosts do. */
const WHERE_HOSTS = /^(?:@\S+\s+)*(?:ntp\p{P}?|fix(?:\s+\S+)?|.*\son)\s*$/isu;
/** Everybody, and somebody by the id that Slack gave them. */
const PERSON = /^@(?:here|channel|everyone|[UWS][A-Z0-9]{6,})$/;

/** Who is spoken to besides is no part of what is asked; a group of hosts is. One that there is not is told so where hosts stand. */
function withoutOthers(typed: string, groups: readonly string[] = []): string {
  const known = new Set(groups.map((each) => `@${each.toLowerCase()}`));
  const isGroup = (word: string, before: string) =>
    TAKES_GROUPS.test(before) && (known.has(word.toLowerCase()) || (WHERE_HOSTS.test(before) && !PERSON.test(word)));
  return typed.replace(OTHERS, (word, at: number) => (isGroup(word, typed.slice(0, at)) ? word : '')).trim();
}

/** `why?`, `check:` and `hosts!` are verbs with a mark behind them. */
function withoutMark([first = '', ...rest]: readonly string[]): readonly string[] {
  const plain = first.replace(/[?!.,:;]+$/, '');
  return [plain === '' ? first : plain, ...rest];
}

/** Several words that begin with no verb, and with nothing like one, are a question. */
function isQuestion(words: readonly string[]): boolean {
  const first = words[0]!.toLowerCase();
  if (VERB_NAMES.includes(first) || first.startsWith('--') || words.length < 2) return false;
  return ASKING.test(first) || nearest(first, VERB_NAMES) === undefined;
}

function parsed(words: readonly string[], line: string): Asked {
  try {
    return parse(words, VERB_NAMES);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    if (fault.code !== 'unknown-verb') throw new Declined(fault, { suggestions: ['help'] });
    const near = nearest(words[0]!.toLowerCase(), VERB_NAMES);
    const rest = line.trim().slice(split(line)[0]!.length);
    const suggestions = near === undefined ? ['help'] : [`${near}${rest}`, 'help'];
    throw new Declined(noSuchVerb(fault, near), { suggestions });
  }
}

/** The verbs that a terminal would list here are those of `help`. */
function noSuchVerb({ code, message, exit }: Problem, near: string | undefined): Problem {
  const next = `${near === undefined ? '' : `Did you mean \`${near}\`? `}\`help\` tells what I understand.`;
  return new Problem({ code, message, next, exit });
}

/** What names files of a machine, or is told by an exit status, is refused rather than ignored. */
function forTerminals({ from, save, failOn }: Asked): void {
  if (from.length > 0) {
    throw usage('`--from` names a file on a terminal.', 'Here, paste what the host printed, or send it as a file.');
  }
  if (save !== undefined)
    throw usage(
      '`--save` writes a file on a terminal.',
      'Leave it out here: an answer quotes the lines that it rests on.',
    );
  if (failOn !== undefined) throw usage('`--fail-on` is told by the exit status of a terminal.', 'Leave it out here.');
}

/** A question that is not understood is told before anything is read; the verb itself would say the same later. */
function understood(asked: Asked, { all, offered }: HostNames): void {
  const text = asked.words.join(' ');
  if (text.trim() === '') return;
  const understanding = understand(hostsNamed(asked, all).asked.words.join(' '));
  if ('question' in understanding) return;
  const { nearest: near, examples, hint } = understanding.refused;
  const message = `I do not understand the question “${text}”.`;
  const next = `${hint === null ? '' : `${hint} `}The nearest question that I understand is “${near}”.`;
  const host = asked.words.flatMap((word) => hostOf(word.replace(/[?!.,;]+$/, ''), offered) ?? [])[0];
  const questions = [near, ...examples.filter((each) => each !== near)].slice(0, 3);
  const suggestions =
    host === undefined ? questions : [`check ${host}`, ...questions.slice(0, 2).map((each) => `${each} on ${host}`)];
  throw new Declined(new Problem({ code: 'not-understood', message, next, exit: 2 }), { suggestions });
}
