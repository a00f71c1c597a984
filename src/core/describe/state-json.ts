import type { HostState } from '../esxi/host-state.ts';

const LEADING = ['host', 'netstacks', 'vmknics', 'routes', 'assumptions', 'unread', 'notCaptured'] as const;

/** `vmkbot/state/1`: the promised fields first, each entry's evidence last. */
export function stateJson(state: HostState): object {
  const { contradictions, asked: _, ...rest } = state;
  const leading = Object.fromEntries(LEADING.filter((key) => key in rest).map((key) => [key, evidenceLast(rest[key])]));
  const others = Object.entries(rest).filter(([key]) => !(LEADING as readonly string[]).includes(key));
  return {
    schema: 'vmkbot/state/1',
    ...leading,
    ...Object.fromEntries(others.map(([key, value]) => [key, evidenceLast(value)])),
    contradictions,
  };
}

function evidenceLast(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(evidenceLast);
  if (typeof value !== 'object' || value === null || !('evidence' in value)) return value;
  const { evidence, ...rest } = value;
  return { ...rest, evidence };
}
