import { z } from 'zod';

const Time = z.iso.datetime();
const Id = z.string().regex(/^[cg]-[2-9a-hjkmnp-z]{6}$/);
const By = z.string().nullable().describe('a person, or the process that worked on it');

const row = {
  id: Id,
  host: z.string().describe('of several hosts all of them, separated by a comma and a blank'),
  what: z.string(),
  kind: z.enum(['route', 'gateway', 'ntp']),
  state: z.enum([
    ...(['pending', 'rejected', 'cancelled', 'expired', 'applying'] as const),
    ...(['verified', 'rolled-back', 'void', 'needs-hands'] as const),
  ]),
  followed: z
    .boolean()
    .nullable()
    .describe('of a change of time: whether the host came to follow a server while it was watched'),
  watchedUntil: Time.nullable().describe('of a change of time that is applied and being watched: until when at most'),
  asker: z.string(),
  askedAt: Time,
  expires: Time,
  confirmed: z.int().describe('how many have confirmed'),
  quorum: z.int().describe('how many must'),
  ended: z.object({ at: Time, by: By, why: z.string().nullable() }).nullable(),
  group: Id.nullable().describe('the whole that it is a part of'),
  changed: z
    .object({ hosts: z.array(z.string()), of: z.int() })
    .nullable()
    .describe('of several hosts, once it ended: those that were changed and stay so, and how many it has'),
};
const Row = z.object(row);

const journal = {
  at: Time,
  by: By,
  what: z.string(),
  phase: z.enum(['before', 'after']).nullable(),
  detail: z.json().describe('what was done or found; secrets were taken out'),
};

/** Changes in a list. */
export const Changes = z
  .object({
    schema: z.literal('vmkbot/changes/1'),
    host: z.string().optional().describe('where only its changes were asked for'),
    open: z.array(Row).describe('needs hands, being applied, pending; each oldest first'),
    more: z.int().describe('how many more are open than are listed'),
    ended: z.array(Row).describe('newest first'),
  })
  .describe('changes that wait, are under way, need hands, or ended lately');

/** Everything about one change. */
export const ChangeView = z
  .object({
    schema: z.literal('vmkbot/change-view/1'),
    ...row,
    digest: z.string().describe('of the plan as it was shown'),
    needsReason: z.boolean(),
    needsCode: z.boolean(),
    votes: z.array(z.object({ by: z.string(), at: Time, reason: z.string().nullable() })),
    progress: z.string().nullable().describe('how far an apply came'),
    timer: z.int().describe('seconds until the host takes it back by itself'),
    drift: z.array(z.string()).describe('what moved since it was planned, where that made it void'),
    saved: z.boolean().nullable().describe('whether the boot state of the host holds it'),
    hands: z.array(z.string()).describe('what to type at the console, where it needs hands'),
    plan: z.looseObject({ digest: z.string() }).nullable().describe('as vmkbot/plan/1, without its schema'),
    members: z.array(Row).describe('of several hosts under one approval'),
    journal: z.array(z.object(journal)).describe('what was done, in order'),
    earlier: z.int().describe('how many entries stand before these'),
  })
  .describe('everything about one change');

/** Entries of the audit. */
export const Audit = z
  .object({
    schema: z.literal('vmkbot/audit/1'),
    about: z.string().optional().describe('the host or change that was asked about'),
    entries: z
      .array(
        z.object({
          number: z.int().nullable().describe('its line in an export; null where not all of it may be seen'),
          change: Id,
          host: z.string(),
          digest: z.string(),
          ...journal,
        }),
      )
      .describe('newest first'),
  })
  .describe('who asked, decided and ran what, and what came of it');

/** What following the chain came to. */
export const AuditVerdict = z
  .object({
    schema: z.literal('vmkbot/audit-verdict/1'),
    of: z.enum(['record', 'file']),
    result: z.enum(['whole', 'tampered']),
    entries: z.int().nullable(),
    head: z.string().nullable().describe('NUMBER:HASH of the last entry'),
    line: z.int().nullable().describe('the first line that was tampered with'),
    why: z.string().nullable(),
  })
  .describe('whether anybody changed the audit');
