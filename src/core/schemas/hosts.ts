import { z } from 'zod';
import { TEST_POINTS } from '../hosts.ts';

const Fingerprint = z.string().describe('SHA256:…, as ssh-keygen -l prints it');
const Seconds = z.int().describe('seconds');

/** The inventory. */
export const Hosts = z
  .object({
    schema: z.literal('vmkbot/hosts/1'),
    hosts: z.array(
      z.object({
        name: z.string(),
        address: z.string(),
        port: z.int(),
        user: z.string(),
        login: z.enum(['key', 'password', 'agent']),
        groups: z.array(z.string()),
        hostKey: Fingerprint.nullable(),
        via: z.string().nullable(),
        timers: z
          .object({ route: Seconds.optional(), gateway: Seconds.optional(), ntp: Seconds.optional() })
          .describe('until a change of each kind takes itself back; a kind that policies never allow is missing'),
      }),
    ),
  })
  .describe('the configured hosts');

/** What works on one host. */
export const HostTest = z
  .object({
    schema: z.literal('vmkbot/host-test/1'),
    host: z.string(),
    readAt: z.iso.datetime(),
    points: z.array(
      z.object({
        what: z.enum(TEST_POINTS),
        result: z.enum(['works', 'restricts', 'fails', 'not-known']),
        said: z.string(),
        how: z.string(),
      }),
    ),
    clock: z.object({ hostTime: z.iso.datetime(), skewMs: z.number(), boundMs: z.number() }).nullable(),
  })
  .describe('what works on one host, each point with how it was found');

/** The host key that a host shows. */
export const HostPin = z
  .object({
    schema: z.literal('vmkbot/host-pin/1'),
    host: z.string(),
    address: z.string(),
    port: z.int(),
    fingerprint: Fingerprint,
    pinned: Fingerprint.nullable(),
  })
  .describe('the host key that a host shows now, and the one that is pinned');
