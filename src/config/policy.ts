import { z } from 'zod';
import { duration, Name, SlackId } from './values.ts';

const People = {
  users: z.array(SlackId('UW', 'user')).default([]),
  usergroups: z.array(SlackId('S', 'user group')).default([]),
};

/** Who may ask about a group's hosts, and who may change them. */
export const Policy = z.strictObject({
  groups: z.array(Name).min(1),
  changes: z.array(z.enum(['route', 'gateway', 'ntp'])).min(1),
  ask: z
    .strictObject({ channels: z.array(SlackId('CGD', 'channel')).default([]), ...People })
    .refine((ask) => ask.channels.length + ask.users.length + ask.usergroups.length > 0, 'nobody may ask'),
  approve: z
    .strictObject({
      ...People,
      count: z.int().min(1).max(10).default(1),
      reason: z.enum(['required', 'optional']).default('optional'),
      totp: z.boolean().default(false),
    })
    .refine(({ users, usergroups }) => users.length + usergroups.length > 0, 'nobody may approve')
    .refine(
      ({ users, usergroups, count }) => usergroups.length > 0 || new Set(users).size >= count,
      'fewer may approve than must',
    ),
  expires: duration('1m', '7d').prefault('30m'),
  timer: duration('60s', '1h').prefault('180s'),
});
