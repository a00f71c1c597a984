import { z } from 'zod';
import { Assumption, Certainty, Evidence, Host, live, Severity, Source, Unread } from './shared.ts';

const Finding = z.object({
  rule: z.string(),
  title: z.string(),
  severity: Severity,
  certainty: Certainty,
  facts: z.record(z.string(), z.unknown()),
  problem: z.string(),
  why: z.string(),
  todo: z.string(),
  evidence: z.array(Evidence),
  sources: z.array(Source),
  host: Host.optional(),
  get explains() {
    return z.array(Finding).describe('findings that follow from this one');
  },
});

const host = { host: Host.optional() };

const shape = {
  findings: z.array(Finding),
  notChecked: z.array(z.object({ rule: z.string(), needs: z.array(z.string()), ...host })),
  unread: z.array(Unread.extend(host)),
  assumptions: z.array(Assumption.extend(host)),
};

/** Every finding, root causes first. */
export const Diagnosis = z
  .object({
    schema: z.literal('vmkbot/diagnosis/1'),
    ...shape,
    hosts: z
      .array(z.object({ host: Host, ...shape }))
      .optional()
      .describe('the same for each host, where several were read'),
    ...live,
  })
  .describe('every finding, root causes first, and the rules that could not be checked');
