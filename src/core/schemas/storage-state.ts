import { z } from 'zod';
import { Proof } from './shared.ts';

const text = z.string();
const proof = { evidence: Proof };

/** The machine, its iSCSI adapters and what file servers export. */
export const storageSections = {
  platform: z.object({ vendor: text.optional(), product: text.optional(), ...proof }).optional(),
  iscsiAdapters: z
    .array(
      z.object({
        adapter: text,
        driver: text.optional(),
        state: text.optional(),
        description: text.optional(),
        ...proof,
      }),
    )
    .optional(),
  iscsiPorts: z.array(z.object({ adapter: text, vmnic: text, ...proof })).optional(),
  exports: z
    .array(
      z.object({
        server: text.optional(),
        share: text,
        clients: z
          .array(z.object({ who: text, access: z.enum(['rw', 'ro']).optional(), rootSquashed: z.boolean().optional() }))
          .optional(),
        whole: z.boolean().describe('every share of the server is listed'),
        ...proof,
      }),
    )
    .optional(),
};
