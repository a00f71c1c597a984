import type { Command } from '../src/command.ts';

/** The verbs in the order help prints them. Each is loaded only when it is asked for: a cold start counts in milliseconds. */
export const VERBS: Readonly<Record<string, () => Promise<Command>>> = {
  why: async () => (await import('./why.ts')).why,
  check: async () => (await import('./check.ts')).check,
  route: async () => (await import('./route.ts')).route,
  service: async () => (await import('./service.ts')).service,
  'what-if': async () => (await import('./what-if.ts')).whatIf,
  fix: async () => (await import('./fix.ts')).fix,
  changes: async () => (await import('./changes.ts')).changes,
  audit: async () => (await import('./audit.ts')).audit,
  ntp: async () => (await import('./ntp.ts')).ntp,
  compare: async () => (await import('./compare.ts')).compare,
  state: async () => (await import('./state.ts')).state,
  hosts: async () => (await import('./hosts.ts')).hosts,
  schema: async () => (await import('./schema.ts')).schema,
  help: async () => (await import('./help.ts')).help,
};
