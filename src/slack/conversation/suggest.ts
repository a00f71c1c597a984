/** What is worth asking next about the same paste, or about these hosts by name: a thread may be about another one by then. */
export function suggestionsFor(verb: string, json: object, hosts: readonly string[]): string[] {
  const [host, other] = hosts;
  if (verb === 'ntp') return afterTime(json, host);
  if (other !== undefined) return [];
  const rules = rulesIn(json);
  const of = host === undefined ? '' : ` on ${host}`;
  if (verb === 'check') return rules.slice(0, 3).map((rule) => `why ${rule}${of}`);
  if (verb === 'why' || verb === 'route' || verb === 'service') return [host === undefined ? 'check' : `check ${host}`];
  return [];
}

/** Of one host why it is so; of several those that are not seen to be in time, one by one. */
function afterTime(json: object, host: string | undefined): string[] {
  const { hosts } = json as { readonly hosts?: readonly { readonly host: unknown; readonly state: unknown }[] };
  if (hosts === undefined) {
    const whys = rulesIn(json)
      .slice(0, 2)
      .map((rule) => (host === undefined ? `why ${rule}` : `why ${rule} on ${host}`));
    return [...whys, host === undefined ? 'check' : `check ${host}`];
  }
  if (host === undefined) return [];
  const wrong = hosts.filter(({ state }) => state !== 'synchronised').map((each) => each.host);
  return wrong
    .filter((each) => typeof each === 'string')
    .slice(0, 3)
    .map((each) => `ntp ${each}`);
}

/** The rules that found something, as `vmkbot/diagnosis/1` has them. */
function rulesIn(json: object): string[] {
  const { findings } = json as { readonly findings?: unknown };
  if (!Array.isArray(findings)) return [];
  const rules = findings.map((each) => (typeof each === 'string' ? each : each?.rule));
  return [...new Set(rules.filter((rule) => typeof rule === 'string'))];
}
