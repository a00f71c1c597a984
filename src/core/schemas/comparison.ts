import { z } from 'zod';
import { Certainty, Evidence, live } from './shared.ts';

const Side = z.enum(['a', 'b']).describe('the first or the second host given');
const Verdict = z.enum(['yes', 'no', 'risk', 'cannot-tell']);
const HostEvidence = Evidence.extend({ host: Side });

/** Whether two hosts can reach each other, and what differs. */
export const Comparison = z
  .object({
    schema: z.literal('vmkbot/comparison/1'),
    hosts: z.array(z.object({ name: z.string().nullable() })),
    purposes: z.array(
      z.object({
        purpose: z.enum(['vmotion', 'storage', 'management']),
        verdict: Verdict,
        why: z.string(),
        steps: z.array(
          z.object({
            text: z.string(),
            verdict: Verdict,
            certainty: Certainty,
            evidence: z.array(HostEvidence),
            todo: z.string().optional(),
            sources: z.array(z.string()).optional(),
          }),
        ),
        missing: z.array(z.object({ host: Side, command: z.string() })),
      }),
    ),
    differences: z.array(
      z.object({
        what: z.string(),
        where: z.string().nullable(),
        a: z.unknown(),
        b: z.unknown(),
        evidence: z.array(HostEvidence),
      }),
    ),
    ...live,
  })
  .describe('can two hosts reach each other for vMotion, storage and management, and what differs');
