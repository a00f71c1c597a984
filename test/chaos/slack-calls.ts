import type { CallMatch } from '../../src/lab/workspace/index.ts';

type Call = Parameters<NonNullable<CallMatch['match']>>[0];

/** What is said in Slack over the life of a change, by what programs can read of it. */
const SAID: Readonly<Record<string, { readonly kind: string; readonly state?: string; readonly key?: RegExp }>> = {
  'the card': { kind: 'change', state: 'pending' },
  'the details': { kind: 'detail' },
  'the confirmation': { kind: 'notice', key: /^change\/[^/]+\/\w+\/\d+$/ },
  'the card of what is applied': { kind: 'change', state: 'applying' },
  'the card of the end': { kind: 'change', state: 'verified' },
  'the end': { kind: 'notice', key: /^change\/[^/]+\/verified$/ },
};

export const SAYINGS = Object.keys(SAID);

/** Whether a call of the Web API says that. */
export function says(saying: string): (call: Call) => boolean {
  const { kind, state, key } = SAID[saying]!;
  return ({ args }) => {
    const payload = payloadOf(args.metadata);
    if (payload?.kind !== kind || (state !== undefined && payload.state !== state)) return false;
    return key === undefined || key.test(payload.key ?? '');
  };
}

function payloadOf(metadata: unknown): Record<string, string> | undefined {
  const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
  return read?.event_payload;
}
