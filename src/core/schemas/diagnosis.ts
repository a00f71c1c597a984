import { z } from 'zod';
import { Assumption, Certainty, Evidence, Host, live, Severity, Source, Unread } from './shared.ts';

/** One finding, with those that follow from it. */
export const Finding = z.object({
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

/** A rule that could not be checked, with the commands that it wants. */
export const NotChecked = z.object({ rule: z.string(), needs: z.array(z.string()), ...host });

const shape = {
  findings: z.array(Finding),
  notChecked: z.array(NotChecked),
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
