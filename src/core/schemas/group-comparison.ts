import { z } from 'zod';
import { Certainty, Evidence, Host, live } from './shared.ts';

const Verdict = z.enum(['yes', 'no', 'risk', 'cannot-tell']);
const Side = z.enum(['a', 'b']).describe('the first or the second host of the example');

const Relation = z
  .object({
    groups: z.array(z.int().min(1)).describe('numbers of the two groups, from 1'),
    pairs: z.int(),
    verdict: Verdict,
    why: z.string(),
    example: z.array(Host).describe('the two hosts that the steps are told of'),
    steps: z.array(
      z.object({
        text: z.string(),
        verdict: Verdict,
        certainty: Certainty,
        evidence: z.array(Evidence.extend({ host: Side })),
        todo: z.string().optional(),
        sources: z.array(z.string()).optional(),
      }),
    ),
    missing: z.array(z.object({ host: Side, command: z.string() })),
  })
  .describe('two groups, or one with itself, whose pairs all come to the same for the same reason');

/** Which hosts of a group can vMotion to which others. */
export const GroupComparison = z
  .object({
    schema: z.literal('vmkbot/group-comparison/1'),
    purpose: z.literal('vmotion'),
    groups: z.array(z.array(Host)).describe('hosts that fare alike with every other host'),
    pairs: z.object({ total: z.int(), yes: z.int(), no: z.int(), risk: z.int(), 'cannot-tell': z.int() }),
    matrix: z.array(z.array(Verdict.nullable())).describe('by groups; null: a group of one host with itself'),
    relations: z.array(Relation).describe('everything but a plain yes, the gravest first, 200 at most'),
    more: z.int().describe('relations beyond those'),
    ...live,
  })
  .describe('which hosts of a group can vMotion to which others, and why not');
