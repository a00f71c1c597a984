import { z } from 'zod';
import { answer, Host, MissingValues, ServiceName, SourceKeys, Step } from './shared.ts';

const Question = z.object({
  kind: z.enum(['service-adapter', 'path', 'return-path', 'what-if', 'service-denied', 'time', 'finding', 'symptom']),
  service: ServiceName.nullable(),
  vmknic: z.string().nullable(),
  destination: z.string().nullable(),
  rule: z.string().nullable().optional(),
  symptom: z.string().optional(),
  change: z.string().optional(),
  other: z.string().optional(),
  origin: z.literal(true).optional(),
  leaving: z.literal(true).optional(),
  negated: z.literal(true).optional(),
  vmkping: z.literal(true).optional(),
  inTable: z.literal(true).optional(),
  guest: z.literal(true).optional(),
  route: z.enum(['missing', 'needed']).optional(),
});

/** The answer to a question in plain words. */
export const Why = answer('vmkbot/why/1', 'the answer to a question in plain words', {
  question: Question,
  premise: z.enum(['holds', 'does-not-hold', 'cannot-tell']),
  answer: z.string(),
  steps: z.array(Step.extend({ part: z.enum(['what', 'sure', 'todo']) })),
  prove: z.array(z.string()),
  findings: z.array(z.string()),
  fixes: z
    .array(
      z.object({
        rule: z.string(),
        missing: MissingValues,
        which: z
          .object({ network: z.string().optional(), vmknic: z.string().optional(), netstack: z.string().optional() })
          .optional()
          .describe('what tells it from others of its rule'),
      }),
    )
    .describe('findings that `fix` plans a cure of, with what a person has to add'),
  missing: z.array(z.string()),
  notChecked: z.array(z.object({ rule: z.string(), needs: z.array(z.string()), host: Host.optional() })),
  sources: SourceKeys,
});
