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

const TimeChange = z.object({
  kind: z.literal('ntp'),
  servers: z.array(z.string()).describe('all that the host asks afterwards'),
  guestsConsidered: z.boolean(),
});

const Servers = z.array(z.string());

const TimeCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ntp.file'), drop: Servers, lines: z.array(z.string()) }),
  z.object({ kind: z.literal('ntp.file-back') }),
  z.object({ kind: z.literal('ntp.keep') }),
  z.object({ kind: z.literal('ntp.set'), servers: Servers, enabled: z.boolean() }),
  z.object({ kind: z.literal('ntp.load'), enabled: z.boolean() }),
  z.object({ kind: z.literal('ntp.autostart'), on: z.boolean() }),
  z.object({ kind: z.literal('ntp.daemon'), verb: z.enum(['start', 'stop', 'restart']) }),
  z.object({ kind: z.literal('firewall.ruleset'), enabled: z.boolean() }),
  z.object({ kind: z.literal('firewall.allow'), address: Address }),
  z.object({ kind: z.literal('firewall.disallow'), address: Address }),
]);

const TimeExpectation = z.discriminatedUnion('about', [
  z.object({ about: z.literal('servers'), servers: Servers }),
  z.object({ about: z.literal('directives'), lines: z.array(z.string()) }),
  z.object({ about: z.enum(['enabled', 'running', 'ruleset']), is: z.boolean() }),
  z.object({ about: z.literal('allowed'), address: Address, is: z.boolean() }),
]);

const TimeUndo = z.object({
  command: TimeCommand,
  otherwise: TimeCommand.nullable(),
  only: TimeExpectation,
  done: TimeExpectation.nullable(),
});

const TimeListing = z.object({
  version: z.string().nullable(),
  build: z.string().nullable(),
  servers: Servers.nullable(),
  lines: z.array(z.string()).nullable(),
  directives: z.array(z.string()).nullable(),
  enabled: z.boolean().nullable(),
  running: z.boolean().nullable(),
  ruleset: z
    .object({
      enabled: z.boolean().nullable(),
      allowedAll: z.boolean().nullable(),
      allowedIps: z.array(z.string()).nullable(),
    })
    .nullable(),
  firewall: z.boolean().nullable(),
});

/** What would be run on a host, what takes it back, whom it moves, and why it is refused. */
export const Plan = answer('vmkbot/plan/1', 'a change of a host as it would be made, undone and checked', {
  product: z.string().nullable(),
  version: z.string().nullable(),
  kind: z.enum(['route', 'gateway', 'ntp']),
  netstack: z.string(),
  change: z.union([Change, TimeChange]).nullable().describe('null: a value is missing'),
  replaces: z.boolean(),
  rule: z.string().nullable().describe('the finding that it would cure'),
  missing: MissingValues,
  questions: z.array(z.string()),
  steps: z.array(z.union([Command, TimeCommand])),
  undoSteps: z.array(z.union([z.object({ command: Command, only: Expectation }), TimeUndo])),
  expects: z.array(z.union([Expectation, TimeExpectation])).describe('what must be read afterwards'),
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
  listing: z.union([Listing, TimeListing]),
  differs: z
    .array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string() }))
    .optional()
    .describe('of a plan for time: what it changes; null where it was not read'),
  off: z
    .object({ ms: z.number(), from: z.enum(['server', 'bot']), boundMs: z.number().optional() })
    .nullable()
    .optional()
    .describe(
      'of a plan for time: how far the clock was off, server less host; measured beside the bot it is right to the bound',
    ),
  basis: Digest,
  digest: Digest,
  readAt: z.iso.datetime().optional().describe('when the host was read, where it was read live'),
  notPlanned: z
    .array(z.object({ host: Host, why: z.string() }))
    .optional()
    .describe('of several hosts those that no plan was made for'),
});
