/** What is worth asking next about the same host or paste. */
export function suggestionsFor(verb: string, json: object): string[] {
  const rules = rulesIn(json);
  if (verb === 'check') return rules.slice(0, 3).map((rule) => `why ${rule}`);
  if (verb === 'why' || verb === 'route' || verb === 'service') return ['check'];
  return [];
}

/** The rules that found something, as `vmkbot/diagnosis/1` has them. */
function rulesIn(json: object): string[] {
  const { findings } = json as { readonly findings?: unknown };
  if (!Array.isArray(findings)) return [];
  const rules = findings.map((each) => (typeof each === 'string' ? each : each?.rule));
  return [...new Set(rules.filter((rule) => typeof rule === 'string'))];
}
