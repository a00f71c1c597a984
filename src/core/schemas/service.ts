import { z } from 'zod';
import { answer, Certainty, ServiceName, SourceKeys, Step } from './shared.ts';

/** Which adapter a service leaves by, and how that is known. */
export const ServiceChoice = answer('vmkbot/service/1', 'which adapter a service leaves by, and how that is known', {
  service: ServiceName,
  vmknics: z.array(z.string()).describe('empty where it is not known'),
  decidedBy: z.enum(['table', 'tag', 'binding', 'netstack', 'console', 'unknown']),
  netstack: z.string(),
  certainty: Certainty,
  verdict: z.string(),
  steps: z.array(Step),
  prove: z.array(z.string()),
  missing: z.array(z.string()),
  sources: SourceKeys,
});
