import { z } from 'zod';
import { Bastion, Host } from './access.ts';
import { ALWAYS, isRecord } from './cross-check.ts';
import { Policy } from './policy.ts';
import { secretless, Totp } from './totp.ts';
import { Address, Name, Port } from './values.ts';

const Protected = z.strictObject({ name: Name, address: Address, port: Port.optional() });

/** The configuration file. */
export const ConfigFile = z
  .strictObject({
    hosts: z.record(z.string(), Host).default({}),
    bastions: z.record(z.string(), Bastion).default({}),
    policies: z.array(Policy).default([]),
    protected: z.array(Protected).default([]),
    totp: Totp,
  })
  .superRefine((file: unknown, context) => {
    if (!isRecord(file)) return;
    const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const kind of ['hosts', 'bastions']) {
      for (const [name, host] of Object.entries(isRecord(file[kind]) ? file[kind] : {})) {
        const wrong = viaOf(host) === undefined ? null : viaFault(name, viaOf(host)!, kind, file.bastions);
        if (wrong !== null) fault([kind, name, 'via'], wrong);
      }
    }
    const peers = Array.isArray(file.protected) ? file.protected.map((peer) => String(peer?.name)) : [];
    for (const i of twice(peers)) fault(['protected', i, 'name'], 'this name was given before');
    for (const { path, message } of secretless(file)) fault(path, message);
  }, ALWAYS);

const viaOf = (host: unknown) => (isRecord(host) && typeof host.via === 'string' ? host.via : undefined);

function viaFault(name: string, via: string, kind: string, bastions: unknown): string | null {
  const known = isRecord(bastions) ? bastions : {};
  if (!Object.hasOwn(known, via)) return 'no such host is listed under bastions';
  const passed = new Set(kind === 'bastions' ? [name] : []);
  for (let next: string | undefined = via; next !== undefined; next = viaOf(known[next])) {
    if (passed.has(next)) return 'this chain of jump hosts comes back to itself';
    passed.add(next);
  }
  return null;
}

const twice = (names: readonly string[]) => names.flatMap((name, i) => (names.indexOf(name) < i ? [i] : []));

export type ConfigFile = z.output<typeof ConfigFile>;
