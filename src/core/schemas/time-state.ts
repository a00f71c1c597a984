import { z } from 'zod';
import { Evidence, Proof } from './shared.ts';

const text = z.string();
const proof = { evidence: Proof };

/** One row of `ntpq -p`. */
export const NtpPeer = z.object({
  tally: text.optional().describe('the mark before the name; missing where the paste lost it'),
  remote: text,
  refid: text,
  stratum: z.int(),
  type: text,
  when: z.number().nullable(),
  poll: z.number().nullable(),
  reach: z.int().describe('eight polls as a number; printed in octal'),
  delay: z.number(),
  offset: z.number().describe('milliseconds, server less host'),
  jitter: z.number(),
  ...proof,
});

const NtpVariables = z.object({
  leap: text.optional(),
  stratum: z.int().optional(),
  refid: text.optional(),
  rootDelay: z.number().optional(),
  rootDispersion: z.number().optional(),
  offset: z.number().optional(),
  ...proof,
});

const NtpTest = z.object({
  inSync: z.boolean().optional(),
  servers: z.array(z.object({ server: text, address: text.nullable() })).optional(),
  vmknic: text.optional(),
  netstack: text.optional(),
  portAllowed: z.boolean().optional(),
  allAllowed: z.boolean().optional(),
  peer: text.optional(),
  stratum: z.int().optional(),
  accuracyMs: z.number().optional(),
  offsetMs: z.number().optional(),
  others: z.array(text).optional(),
  ...proof,
});

const Ntp = z.object({
  enabled: z.boolean().optional(),
  running: z.boolean().optional(),
  pid: z.int().optional(),
  runtimeSeconds: z.number().optional(),
  loglevel: text.optional(),
  servers: z.array(text).optional(),
  directives: z.array(z.object({ keyword: text, args: z.array(text), evidence: Evidence })).optional(),
  kernelTime: text.optional(),
  timeServiceEnabled: z.boolean().optional(),
  synchronised: z.boolean().optional(),
  peers: z.array(NtpPeer).optional(),
  variables: NtpVariables.optional(),
  test: NtpTest.optional(),
  ...proof,
});

const Ptp = z.object({
  enabled: z.boolean().optional(),
  fallbackDisabled: z.boolean().optional(),
  inFallback: z.boolean().optional(),
  synchronised: z.boolean().optional(),
  ...proof,
});

const Clock = z.object({
  system: text.optional(),
  hardware: text.optional(),
  zone: text.optional(),
  adjtimeUs: z.number().optional(),
  ...proof,
});

const ClockRead = z.object({
  askedAt: z.number().describe('milliseconds since 1970, by the clock of whoever asked'),
  answeredAt: z.number(),
  host: z.number().describe('what the host showed, for as long as the resolution'),
  resolutionMs: z.number(),
  ...proof,
});

const Ruleset = z.object({
  id: text,
  enabled: z.boolean().optional(),
  allowedAll: z.boolean().optional(),
  allowedIps: z.array(text).optional(),
  configurable: z.boolean().optional(),
  ...proof,
});

const Firewall = z.object({
  enabled: z.boolean().optional(),
  loaded: z.boolean().optional(),
  defaultAction: text.optional(),
  rulesets: z.array(Ruleset).optional(),
  ...proof,
});

/** The sections of a state that tell of time, and the firewall that time servers are reached through. */
export const timeSections = {
  ntp: Ntp.optional(),
  ptp: Ptp.optional(),
  clock: Clock.optional(),
  clockReadings: z.array(ClockRead).optional(),
  firewall: Firewall.optional(),
};
