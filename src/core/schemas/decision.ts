import { z } from 'zod';
import { Address, answer, Certainty, Evidence, Outcome, Prefix } from './shared.ts';

const RouteRef = z.object({
  network: Prefix,
  gateway: Address.nullable(),
  vmknic: z.string().optional(),
  source: z.string().optional(),
});

/** One lookup. */
export const Decision = answer(
  'vmkbot/decision/1',
  'which adapter and next hop reach an address, and which entry decides',
  {
    destination: Address,
    netstack: z.string(),
    outcome: Outcome,
    vmknic: z.string().nullable(),
    nextHop: Address.nullable(),
    sourceAddress: Address.nullable(),
    route: RouteRef.nullable(),
    passedOver: z.array(RouteRef.extend({ why: z.string() })),
    certainty: Certainty,
    evidence: z.array(Evidence),
    missing: z.array(z.string()),
    notes: z.array(z.string()),
  },
);
