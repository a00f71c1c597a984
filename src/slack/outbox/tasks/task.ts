import type { WebAPICallResult } from '@slack/web-api';
import type { Posted } from '../../message.ts';
import type { Caller } from '../client.ts';
import { type Fault, faultOf } from '../fault.ts';

/** Thrown by a call that failed, for a reason of Slack's or of the network. */
export class CallFailed extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.word);
    this.name = 'CallFailed';
    this.fault = fault;
  }
}

/** What is sent, as the calls that are left to be made. */
export interface Task {
  /** The method of the next call: its limit is waited for before `step`. */
  readonly method: string;
  /** Whether it may stand in Slack already, and that is looked up next. It is looked up even when it is too late to post. */
  readonly unsure: boolean;
  /** Makes one call. Null: there are more to make. Rejects with `CallFailed`. */
  step(): Promise<{ readonly posted?: Posted } | null>;
  /** Takes note of a failed call; what it returns counts. */
  failed(fault: Fault): Fault | null;
}

export async function call(client: Caller, method: string, args: Record<string, unknown>): Promise<WebAPICallResult> {
  try {
    return await client.apiCall(method, args);
  } catch (error) {
    throw new CallFailed(faultOf(error));
  }
}

/** Slack said yes without saying what it did: as good as no reply. */
export function unreadable(): CallFailed {
  return new CallFailed({ kind: 'again', unsure: true, word: 'unreadable_reply' });
}
