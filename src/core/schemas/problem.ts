import { z } from 'zod';

/** Why there is no answer. */
export const Problem = z
  .object({
    schema: z.literal('vmkbot/problem/1'),
    code: z.string(),
    message: z.string(),
    next: z.string(),
    faults: z.array(z.string()).optional().describe('each fault with its path, where a configuration has several'),
  })
  .describe('why there is no answer, and what to do next');
