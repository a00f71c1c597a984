import { z } from 'zod';
import { Proof } from './shared.ts';

const text = z.string();
const proof = { evidence: Proof };

/** The sections of a host's software. */
export const imageSections = {
  image: z
    .object({ profile: text.optional(), vendor: text.optional(), created: text.optional(), ...proof })
    .optional()
    .describe('the image profile that the host runs'),
  profiles: z
    .array(
      z.object({
        name: text,
        vendor: text.optional(),
        acceptance: text.optional(),
        created: text.optional(),
        depot: text.optional(),
        ...proof,
      }),
    )
    .optional()
    .describe('image profiles that a depot or an offline bundle offers'),
  vibs: z
    .array(
      z.object({
        name: text,
        version: text.optional(),
        vendor: text.optional(),
        acceptance: text.optional(),
        installed: text.optional(),
        ...proof,
      }),
    )
    .optional()
    .describe('packages that are installed'),
};
