import type { ApprovalState } from '../../approvals/approval.ts';
import type { Refusal } from '../../approvals/refusal.ts';
import { type Phrase, person, said } from './phrase.ts';
import { STATE_WORDS } from './state.ts';
import { fieldOf, type ToldEntry, textOf } from './told.ts';

/** What was pressed, by what it was meant to do. */
const BUTTONS: Readonly<Record<string, string>> = {
  confirmed: '`Confirm`',
  rejected: '`Reject`',
  cancelled: '`Cancel`',
  'hands-done': '`I did this`',
};

/** Why, for those who read of it later. */
const REASONS: Readonly<Record<Exclude<Refusal['code'], 'already-settled'> | Other, string>> = {
  'own-request': 'who asked for a change cannot decide on it',
  'not-an-operator': 'no policy lets them decide on it',
  'membership-unknown': 'Slack did not tell which user groups they are in',
  'not-the-asker': 'only who asked can cancel',
  'twice-the-same': 'they had confirmed it already',
  'plan-changed': 'the plan had changed since that card was shown',
  'too-late': 'the request had expired',
  'reason-needed': 'no reason was given',
  'code-needed': 'no one-time code was given',
  'code-wrong': 'the one-time code was not the current one',
  'code-used': 'the one-time code was used already',
  'not-confirmed': 'not enough people had confirmed it',
  'not-yet-late': 'the request had not expired yet',
  'claim-lost': 'another process worked on it',
  'out-of-order': 'it could not follow on the step before it',
  'never-changed': 'no policy allows this change any more',
  'part-of-several': 'it is decided on together with its other hosts',
  'person-unknown': 'Slack did not tell who they are',
  'codes-none': 'they have no secret for one-time codes',
  'codes-unusable': 'their secret for one-time codes cannot be used',
  'codes-too-many': 'too many one-time codes were tried',
};

/** Refusals of no state, and problems on the way to a judgement. */
type Other =
  | ('never-changed' | 'part-of-several')
  | ('person-unknown' | 'codes-none' | 'codes-unusable' | 'codes-too-many');

/** Which answer of whom did not count, and why. */
export function refusedLine(entry: ToldEntry): Phrase {
  const button = BUTTONS[textOf(entry, 'what') ?? ''] ?? 'An answer';
  const by = entry.by === null ? [] : said` by ${person(entry.by)}`;
  return said`${button}${by} did not count${because(fieldOf(entry.detail, 'refusal'))}.`;
}

function because(refusal: unknown): string {
  const code = textOf({ detail: refusal }, 'code');
  if (code === null) return '';
  if (code === 'already-settled') {
    const state = STATE_WORDS[textOf({ detail: refusal }, 'state') as ApprovalState] as string | undefined;
    return `: it was ${state ?? 'settled'} already`;
  }
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code as keyof typeof REASONS] : undefined;
  return reason === undefined ? ` (\`${code}\`)` : `: ${reason}`;
}
