import { z } from 'zod';
import { SERVICES } from '../services/service.ts';

/** Pieces that several answers share. Every shape may carry further fields. */
export const Address = z.string().describe('canonical dotted text, or canonical IPv6 text');
export const Prefix = z.string().describe('canonical a.b.c.d/len without host bits; the default route is 0.0.0.0/0');
export const Vmknic = z.string().describe('vmk0, vmk1, …; the port group in the 3.5 listing, which names no adapter');
export const Certainty = z.enum(['documented', 'reported', 'inferred', 'unknown']);
export const Outcome = z.enum([
  'on-link',
  'via-gateway',
  'no-route',
  'gateway-unreachable',
  'ambiguous',
  'not-enough-known',
]);
export const Severity = z.enum(['error', 'risk', 'note']);
export const ServiceName = z.enum(SERVICES);

export const Evidence = z
  .object({
    command: z.string().nullable(),
    line: z.int().min(1),
    text: z.string(),
    capture: z.string().optional(),
    member: z.string().optional().describe('the file inside a support bundle that holds the line'),
  })
  .describe('a line of the input as given, counted from 1');

/** Which line showed each value of an entry. */
export const Proof = z.record(z.string(), Evidence);

export const Source = z.object({ key: z.string(), title: z.string(), url: z.string().nullable() });
export const SourceKeys = z.array(z.string()).describe('keys of published documents; vmkbot help RULE prints them');

export const Step = z.object({
  text: z.string(),
  certainty: Certainty,
  evidence: z.array(Evidence),
  sources: SourceKeys.optional(),
});

export const Assumption = z.object({
  kind: z.enum(['characters', 'join', 'boundary', 'end']),
  line: z.int().min(1),
  capture: z.string().optional(),
  read: z.string(),
  as: z.string(),
});
export const Unread = z.object({
  line: z.int().min(1),
  capture: z.string().optional(),
  text: z.string(),
  why: z.string(),
});

/** The host an entry belongs to: its name, or its number from 1. */
export const Host = z.union([z.string(), z.int().min(1)]);

/** When live hosts were read, the oldest first told, and what went otherwise than asked. */
export const live = {
  readAt: z.iso.datetime().optional().describe('when the host was read, where it was read live'),
  ageSeconds: z.number().optional(),
  readings: z
    .array(
      z.object({
        host: z.string(),
        readAt: z.iso.datetime(),
        ageSeconds: z.number().optional(),
        notes: z.array(z.string()),
      }),
    )
    .optional(),
  notes: z.array(z.string()).optional().describe('what of the files given was left out'),
};

/** The shape of an answer; where several hosts were read, the first one's fields and all of them under `hosts`. */
export function answer<S extends z.ZodRawShape>(schema: string, description: string, shape: S) {
  const one = z.object({ host: Host.optional(), ...shape });
  return z
    .object({ schema: z.literal(schema), ...one.shape, hosts: z.array(one).optional(), ...live })
    .describe(description);
}

/** What a plan lacks, as a person is asked for it. */
export const MissingValues = z.array(
  z.object({
    name: z.enum(['network', 'gateway', 'servers', 'guests']),
    question: z.string(),
    within: z.array(Prefix),
  }),
);
