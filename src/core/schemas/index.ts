import { z } from 'zod';
import { Audit, AuditVerdict, Changes, ChangeView } from './changes.ts';
import { Comparison } from './comparison.ts';
import { Decision } from './decision.ts';
import { Diagnosis } from './diagnosis.ts';
import { ForwardingDiff } from './forwarding-diff.ts';
import { GroupComparison } from './group-comparison.ts';
import { HostPin, Hosts, HostTest } from './hosts.ts';
import { Plan } from './plan.ts';
import { Problem } from './problem.ts';
import { ServiceChoice } from './service.ts';
import { State } from './state.ts';
import { Time } from './time.ts';
import { Why } from './why.ts';

/** Every published shape by name. This folder alone knows zod: loading it costs more than answering. */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  state: State,
  decision: Decision,
  diagnosis: Diagnosis,
  why: Why,
  'forwarding-diff': ForwardingDiff,
  plan: Plan,
  changes: Changes,
  'change-view': ChangeView,
  audit: Audit,
  'audit-verdict': AuditVerdict,
  service: ServiceChoice,
  time: Time,
  comparison: Comparison,
  'group-comparison': GroupComparison,
  hosts: Hosts,
  'host-test': HostTest,
  'host-pin': HostPin,
  problem: Problem,
};

/** A shape as JSON Schema; further fields are allowed, as the contract promises. */
export function jsonSchema(name: string): object {
  const { $schema, ...schema } = z.toJSONSchema(SCHEMAS[name]!, { io: 'input' });
  return { $schema, $id: `vmkbot/${name}/1`, title: `vmkbot/${name}/1`, ...schema };
}
