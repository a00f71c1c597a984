import type { ApprovalState, Progress } from './approval.ts';

/** Why an event did not count. The first part is told to the person who clicked, the second to the log. */
export type Refusal =
  | { readonly code: 'own-request' }
  | { readonly code: 'not-an-operator' }
  | { readonly code: 'membership-unknown' }
  | { readonly code: 'not-the-asker' }
  | { readonly code: 'twice-the-same' }
  | { readonly code: 'plan-changed' }
  | { readonly code: 'too-late'; readonly expires: number }
  | {
      readonly code: 'already-settled';
      readonly state: ApprovalState;
      readonly by: string | null;
      /** Of several hosts some were changed, and not all. */
      readonly stopped?: true;
    }
  | { readonly code: 'reason-needed' }
  | { readonly code: 'code-needed' }
  | { readonly code: 'code-wrong' }
  | { readonly code: 'code-used' }
  | { readonly code: 'not-confirmed' }
  | { readonly code: 'not-yet-late' }
  | { readonly code: 'claim-lost' }
  | { readonly code: 'out-of-order'; readonly from: Progress; readonly next: string };

/** How the place where it is read names people and times. */
export interface Named {
  /** `@netops, @storage`: who may confirm; empty where that is not known. */
  readonly operators: string;
  who(by: string): string;
  /** Milliseconds since 1970 as a reader's time, `14:32`. */
  when(at: number): string;
}

/** One sentence with its reason, and what to do. */
export function refusalWords(refusal: Refusal, { operators, who, when }: Named): string {
  const others = operators === '' ? '' : ` Operators here: ${operators}.`;
  switch (refusal.code) {
    case 'own-request':
      return `You asked for this change, so someone else must decide on it.${others}`;
    case 'not-an-operator':
      return `No policy lets you decide on this change.${others}`;
    case 'membership-unknown':
      return 'Slack did not tell me which user groups you are in, so your answer does not count. Click again in a minute.';
    case 'not-the-asker':
      return 'Only the person who asked can cancel this change. `Reject` is for everybody else who may decide.';
    case 'twice-the-same':
      return `You have confirmed this change already; it waits for another person.${others}`;
    case 'plan-changed':
      return 'The plan has changed since this card was shown, so nothing was confirmed. Look at the newest card of this change.';
    case 'too-late':
      return `This request expired at ${when(refusal.expires)}. Nothing was run; ask for the change again.`;
    case 'already-settled':
      if (refusal.stopped) return 'This change was stopped with some of its hosts changed; your click changed nothing.';
      return `This change is ${settledText(refusal.state)}${refusal.by === null ? '' : `, by ${who(refusal.by)}`}; your click changed nothing.`;
    case 'reason-needed':
      return 'The policy asks for a reason. Click `Confirm` again and give one.';
    case 'code-needed':
      return 'The policy asks for your one-time code. Click `Confirm` again and type it.';
    case 'code-wrong':
      return 'That one-time code is not the current one. Click `Confirm` again and type what your authenticator shows now.';
    case 'code-used':
      return 'That one-time code was used already, and each counts once. Wait for the next code and click `Confirm` again.';
    case 'not-confirmed':
      return 'Not enough people have confirmed this change yet, so nothing was run.';
    case 'not-yet-late':
      return 'This request has not expired yet.';
    case 'claim-lost':
      return 'Another process works on this change now, so this one stops.';
    case 'out-of-order':
      return `A change that is ${refusal.from} cannot become ${refusal.next}, so nothing was done.`;
  }
}

function settledText(state: ApprovalState): string {
  switch (state) {
    case 'pending':
      return 'confirmed by enough people already';
    case 'applying':
      return 'being applied';
    case 'void':
      return 'void, with nothing run';
    case 'needs-hands':
      return 'waiting for hands at the console';
    case 'rolled-back':
      return 'rolled back';
    case 'rejected':
    case 'cancelled':
    case 'expired':
    case 'verified':
      return state;
  }
}
