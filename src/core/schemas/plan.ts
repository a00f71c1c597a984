import { z } from 'zod';
import { Address, answer, Certainty, Host, MissingValues, Outcome, Prefix, SourceKeys } from './shared.ts';

const Words = z.array(z.string()).describe('a command as argument words');
const Path = z.object({ outcome: Outcome, vmknic: z.string().nullable(), nextHop: Address.nullable() });
const Digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Refusal = z.object({ code: z.string(), message: z.string() });

const Change = z.object({
  kind: z.enum(['add', 'remove', 'gateway']),
  netstack: z.string(),
  network: Prefix.optional(),
  gateway: Address.nullable(),
  typed: z.string().optional(),
});

const Command = z.object({
  kind: z.enum(['route.add', 'route.remove', 'gateway.set', 'gateway.remove']),
  netstack: z.string(),
  network: Prefix.optional(),
  gateway: Address,
});

const Expectation = z.object({
  netstack: z.string(),
  network: Prefix,
  gateway: Address.nullable(),
  present: z.boolean(),
});

const Listing = z.object({
  version: z.string().nullable(),
  build: z.string().nullable(),
  routes: z.array(
    z.object({
      netstack: z.string(),
      network: Prefix,
      gateway: Address.nullable(),
      vmknic: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
  gateways: z.array(z.object({ netstack: z.string(), gateway: Address.nullable() })),
  vmknics: z.array(
    z.object({
      name: z.string(),
      netstack: z.string(),
      ipv4: Address.nullable(),
      prefixLength: z.int().nullable(),
      enabled: z.boolean().nullable(),
    }),
  ),
});

/** What would be run on a host, what takes it back, whom it moves, and why it is refused. */
export const Plan = answer('vmkbot/plan/1', 'a change of a host as it would be made, undone and checked', {
  product: z.string().nullable(),
  version: z.string().nullable(),
  kind: z.enum(['route', 'gateway']),
  netstack: z.string(),
  change: Change.nullable().describe('null: a value is missing'),
  replaces: z.boolean(),
  rule: z.string().nullable().describe('the finding that it would cure'),
  missing: MissingValues,
  questions: z.array(z.string()),
  steps: z.array(Command),
  undoSteps: z.array(z.object({ command: Command, only: Expectation })),
  expects: z.array(Expectation).describe('what a listing must show afterwards'),
  commands: z.array(Words),
  undo: z.array(Words),
  verify: z.array(Words),
  diff: z.object({
    changes: z
      .array(z.object({ first: Address, last: Address, before: Path, after: Path }))
      .describe('disjoint, in order, maximal'),
    refusals: z.array(Refusal),
    protected: z.array(z.string()),
    certainty: Certainty,
    missing: z.array(z.string()),
    notes: z.array(z.string()),
  }),
  protected: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      address: Address.nullable(),
      netstack: z.string(),
      dialled: Address.nullable(),
      fate: z.enum(['unchanged', 'moves', 'cut', 'not-known']),
      before: Path.nullable(),
      after: Path.nullable(),
    }),
  ),
  persistent: z.union([z.boolean(), z.literal('unknown')]),
  persistence: z.object({
    persistent: z.union([z.boolean(), z.literal('unknown')]),
    certainty: Certainty,
    sources: SourceKeys,
  }),
  checks: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['green', 'asked', 'not-known', 'at-apply', 'refused']),
      text: z.string(),
      run: z.array(Words),
    }),
  ),
  refusals: z.array(Refusal),
  confidence: z.enum(['sure', 'check-first', 'needs-values']),
  applicable: z.boolean(),
  notApplicable: z.array(z.string()),
  timer: z.int().nullable().describe('seconds until the host takes it back by itself'),
  listing: Listing,
  basis: Digest,
  digest: Digest,
  readAt: z.iso.datetime().optional().describe('when the host was read, where it was read live'),
  notPlanned: z
    .array(z.object({ host: Host, why: z.string() }))
    .optional()
    .describe('of several hosts those that no plan was made for'),
});
