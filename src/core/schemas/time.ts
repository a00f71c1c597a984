import { z } from 'zod';
import { Finding, NotChecked } from './diagnosis.ts';
import { Assumption, answer, Certainty, Evidence, SourceKeys, Unread } from './shared.ts';
import { NtpPeer, timeSections } from './time-state.ts';

const Link = z.object({
  link: z.enum(['configured', 'running', 'firewall', 'name', 'route', 'reply', 'selected', 'offset']),
  state: z.enum(['holds', 'broken', 'starting', 'not-known']),
  reason: z.string().optional(),
  text: z.string(),
  certainty: Certainty,
  evidence: z.array(Evidence),
  missing: z.array(z.string()),
  sources: SourceKeys.optional(),
});

const Way = z.object({
  server: z.string(),
  outcome: z.string(),
  vmknic: z.string().nullable(),
  nextHop: z.string().nullable(),
});

const skew = { skewMs: z.number().describe('above zero the host is ahead'), boundMs: z.number() };

const Clocks = z.object({
  low: z.number().describe('what agreeing clocks are ahead of the bot, from here'),
  high: z.number(),
  agreeing: z.int(),
  clocks: z.int().describe("the bot's is one of them"),
  outliers: z.array(z.object({ host: z.union([z.string(), z.int()]), ...skew, apartMs: z.number() })),
  oursApartMs: z.number().describe("how far the bot's clock is off at least, where it differs from most"),
});

/** The state of one host's time. A key that is missing was not captured. */
export const Time = answer('vmkbot/time/1', 'the state of time, and the first thing that is in its way', {
  enabled: z.boolean().optional(),
  running: z.boolean().optional(),
  servers: z.array(z.string()).optional(),
  firewall: z
    .object({
      on: z.boolean().optional(),
      id: z.string().optional(),
      enabled: z.boolean().optional(),
      allowedAll: z.boolean().optional(),
      allowedIps: z.array(z.string()).optional(),
    })
    .optional(),
  peers: z.array(NtpPeer).optional(),
  synchronised: z.union([z.boolean(), z.literal('unknown')]),
  offsetMs: z.number().optional().describe('server less host: below zero the host is ahead'),
  offsetFrom: z.enum(['selected', 'reply', 'test']).optional(),
  state: z.enum([
    ...(['not-configured', 'stopped', 'blocked', 'unreachable', 'starting', 'rejected'] as const),
    ...(['synchronised', 'off', 'runaway', 'other-source', 'unknown'] as const),
  ]),
  cause: z.string().nullable().describe('the first link that is broken or not yet made'),
  links: z.array(Link),
  ways: z.array(Way),
  ptp: timeSections.ptp,
  clock: timeSections.clock,
  clockReadings: timeSections.clockReadings,
  skew: z.object(skew).optional().describe("the host's clock less the bot's; missing where it was not measured"),
  clocks: Clocks.nullable()
    .optional()
    .describe('of several hosts: the time that most clocks share; null: there is none'),
  findings: z.array(Finding),
  notChecked: z.array(NotChecked),
  unread: z.array(Unread),
  assumptions: z.array(Assumption),
});
