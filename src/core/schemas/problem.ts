import { z } from 'zod';

/** Why there is no answer. */
export const Problem = z
  .object({ schema: z.literal('vmkbot/problem/1'), code: z.string(), message: z.string(), next: z.string() })
  .describe('why there is no answer, and what to do next');
