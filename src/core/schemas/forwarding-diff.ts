import { z } from 'zod';
import { Address, answer, Certainty, Outcome } from './shared.ts';

const Path = z.object({ outcome: Outcome, vmknic: z.string().nullable(), nextHop: Address.nullable() });

/** Exactly the addresses whose path a change would move. */
export const ForwardingDiff = answer(
  'vmkbot/forwarding-diff/1',
  'exactly the addresses whose path a change would move',
  {
    changes: z
      .array(z.object({ first: Address, last: Address, before: Path, after: Path }))
      .describe('disjoint, in order, maximal'),
    refusals: z.array(z.object({ code: z.string(), message: z.string() })),
    protected: z.array(z.string()),
    certainty: Certainty,
    missing: z.array(z.string()),
    notes: z.array(z.string()),
  },
);
