import type { Reading, Term } from './reading.ts';

/** `caller` begins the conversation, `called` is dialled, `along` is only passed through. */
export type Role = 'caller' | 'called' | 'along';

const DETERMINERS = new Set(
  'the a an my our your this that these those any all some every his their one its own ip address addresses ipv4 addr network networks subnet subnets net range segment vlan lan prefix site remote local server servers machine machines box storage system device appliance backup vm guest office branch external internal peer gateway router next hop hosts'.split(
    ' ',
  ),
);

/** Who the name at this place is in the conversation that the question tells of, as far as the word order says. */
export function roleOf({ terms }: Reading, at: number): Role | null {
  const head = headBefore(terms, at);
  const tags = head === -1 ? new Set<string>() : terms[head]!.tags;
  if (tags.has('from')) return fromAnswer(terms, head) ? 'called' : 'caller';
  if (tags.has('toward')) return afterToward(terms, head, at);
  if (tags.has('by')) return passiveBefore(terms, head) ? 'caller' : 'along';
  if (tags.has('along')) return 'along';
  if (tags.has('reply')) return 'caller'; // "vmk1 never answers 10.1.1.1"
  if (tags.has('connect')) return 'called';
  return asSubject(terms, at);
}

/** The place of the first word before the name's own noun phrase; `clients in 10.0.0.0/8` is one phrase. */
function headBefore(terms: readonly Term[], at: number): number {
  let i = at - 1;
  const onNetwork = terms[at]!.name?.is === 'address';
  while (i >= 0 && (partOfPhrase(terms[i]!) || (onNetwork && terms[i]!.text === 'on'))) i--;
  return i;
}

function partOfPhrase({ text, tags, stranger, name }: Term): boolean {
  if (name !== null) return false;
  if (stranger || tags.has('within') || tags.has('person') || tags.has('host')) return true;
  if (tags.has('connect') || tags.has('reply')) return false;
  return DETERMINERS.has(text) || [...tags].some((tag) => tag.startsWith('service:') || tag.startsWith('hint:'));
}

/** The last act of talking before this place. */
function actBefore(terms: readonly Term[], at: number): number {
  return terms.findLastIndex(
    ({ tags }, i) => i < at && (tags.has('connect') || tags.has('reply') || tags.has('receive')),
  );
}

/** `no answer from X`, `hears nothing from X`: X is the one that was dialled. */
function fromAnswer(terms: readonly Term[], head: number): boolean {
  if (/^(timeouts?|nothing|silence)$/.test(terms[head - 1]?.text ?? '')) return true;
  const act = actBefore(terms, head);
  if (act === -1 || head - act > 3) return false;
  if (terms.slice(act, head).some(({ name }) => name !== null)) return false;
  const { tags, text } = terms[act]!;
  if (tags.has('reply')) return true;
  return (
    tags.has('receive') &&
    (/^hear/.test(text) || terms.slice(act, head).some((term) => /^(nothing|anything)$/.test(term.text)))
  );
}

function afterToward(terms: readonly Term[], head: number, at: number): Role {
  const infinitive = terms[at + 1]?.text === 'to' && terms[at + 2]?.tags.has('connect') === true;
  if (terms[head]!.text === 'for' && infinitive) return 'caller';
  const act = actBefore(terms, head);
  return act !== -1 && terms[act]!.tags.has('reply') ? 'caller' : 'called';
}

function passiveBefore(terms: readonly Term[], at: number): boolean {
  const act = actBefore(terms, at);
  return act !== -1 && /(ed|hit|seen|reachable)$/.test(terms[act]!.text);
}

function asSubject(terms: readonly Term[], at: number): Role | null {
  const act = terms.findIndex(
    ({ tags }, i) =>
      i > at && (tags.has('connect') || tags.has('reply') || tags.has('receive') || tags.has('unreachable')),
  );
  if (next(terms, at, 'toward') && terms[at + 2]?.name != null) return 'caller'; // "10.0.0.7 to vmk1: no answer"
  if (terms[at - 1]?.text === 'between' || next(terms, at, 'explain')) return 'caller';
  if (act === -1) return leftOut(terms, at) ? 'caller' : null;
  const { tags } = terms[act]!;
  if (tags.has('unreachable') || tags.has('reply')) return 'called';
  if (/^(get|gets|got|getting)$/.test(terms[act]!.text) && PARTICIPLE.test(terms[act + 1]?.text ?? '')) return 'called';
  const passive = terms.slice(at, act).some((term) => term.tags.has('passive'));
  return passive || besidePassive(terms, at, act) ? 'called' : 'caller';
}

/** `vCenter reaches vmk1 but 10.0.0.7 cannot`: the verb is left out. */
function leftOut(terms: readonly Term[], at: number): boolean {
  // "10.0.0.7 does not go by vmk1": packets to it go, it does nothing itself.
  if (terms.slice(at + 1).some(({ tags }) => tags.has('egress') || tags.has('leaving'))) return false;
  if (next(terms, at, 'not')) return true;
  return next(terms, at, 'ask') && (at + 2 === terms.length || next(terms, at + 1, 'not'));
}

const PARTICIPLE = /(ached|acted|inged|essed)$/;

/** `is vmk1 reached from …`: the helper verb stands before the name. */
function besidePassive(terms: readonly Term[], at: number, act: number): boolean {
  return PARTICIPLE.test(terms[act]!.text) && /^(is|are|was|were)$/.test(terms[at - 1]?.text ?? '');
}

function next(terms: readonly Term[], at: number, tag: string): boolean {
  return terms[at + 1]?.tags.has(tag) === true;
}
