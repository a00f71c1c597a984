import type { HostState } from '../esxi/host-state.ts';
import type { Section } from '../reply.ts';
import type { NotChecked } from '../rules/rule.ts';
import { section, text } from './sections.ts';
import { count, list } from './words.ts';

/** More commands than these nobody types at once; those that serve most rules come first. */
const MOST_COMMANDS = 6;

/** What was not checked: a line a command, with the rules that its output would serve. */
export function notCheckedSection(
  notChecked: readonly NotChecked[],
  hosts: readonly { readonly state: HostState; readonly host: string | number }[],
): Section[] {
  const rules = new Set<string>();
  const serves = new Map<string, Set<string>>();
  const notTold = new Set<string>();
  for (const { rule, needs, host } of notChecked) {
    const state = hosts.find((each) => each.host === host)?.state ?? hosts[0]?.state;
    if (needs.length === 0) notTold.add(rule);
    for (const need of needs) {
      if (state !== undefined && need.includes('vswif') && hasNoConsole(state)) continue;
      rules.add(rule);
      serves.set(need, (serves.get(need) ?? new Set()).add(rule));
    }
  }
  const rest = notTold.size === 0 ? [] : [notToldText([...notTold])];
  if (rules.size === 0) return section('Not checked', ...rest.map((each) => text(each)));
  const order = [...serves].toSorted(([, a], [, b]) => b.size - a.size);
  const more = order.length - MOST_COMMANDS;
  const live = hosts.some(({ state }) => state.host.ageSeconds !== undefined);
  const ask = live ? 'Run these on the host, paste what they print, and I will' : 'Paste what these print and I will';
  const said = `${count(rules.size, 'rule')} for want of output. ${ask}${more > 0 ? `; \`--json\` names ${more} more` : ''}:`;
  return section('Not checked', ...rest.map((each) => text(each)), text(said), {
    kind: 'table',
    header: ['command', 'to check'],
    rows: order.slice(0, MOST_COMMANDS).map(([command, served]) => [command, [...served].join(', ')]),
  });
}

function notToldText(rules: readonly string[]): string {
  const cannot = rules.length === 1 ? '1 rule cannot' : `${rules.length} rules cannot`;
  return `${cannot} be checked here, because no command of this version prints what would show it: ${list(rules)}.`;
}

/** ESXi has no Service Console: neither 5.0 and newer, nor any host with `esxcli network ip`. */
function hasNoConsole({ host, vmknics = [], routes = [] }: HostState): boolean {
  if (host.classic === true) return false;
  if (host.product === 'ESXi' || Number.parseInt(host.version ?? '0', 10) >= 5) return true;
  // The NetStack column came with ESXi 5.1.
  if (vmknics.some(({ evidence }) => evidence.netstack !== undefined)) return true;
  return [...vmknics, ...routes].some(({ evidence }) =>
    Object.values(evidence).some(({ command }) => /^(?:esxcli|localcli) network ip /.test(command ?? '')),
  );
}
