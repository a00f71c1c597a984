const CUT =
  /^\s*(?:\.{2,}|…|<+\s*(?:truncated|snip|cut|omitted)\w*\s*>+|\[(?:\.\.\.|snip|truncated)\]|-+\s*snip\s*-+)\s*$/i;
const ERROR = /^\s*(?:Error|Errors?:|Unable to|Invalid|Usage:|-sh:|sh:|Connect to .* failed|Unknown command)/i;

/** Why a line that belongs to no command was not read. */
export const NO_OUTPUT = 'It is no ESX/ESXi output that I know.';

/** Lines that ESXi prints around an output and that say nothing of the network. */
const CHATTER = [
  /^\s*VM ?[Kk]ernel (?:IPv6 )?Routes:?\s*$/,
  /^\s*Kernel IP routing table\s*$/,
  /^\s*The time and date of this login have been sent to the system logs\.?\s*$/i,
  /^\s*WARNING:\s*$/,
  /^\s*All commands run on the ESXi shell are logged/i,
  /^\s*(?:support|Most tools can prompt|see https:\/\/developer\.vmware\.com|the system logs|administration|utilities|You can|Tech Support Mode|VMware offers|management tools|Please refer to|vSphere (?:CLI|Command|PowerCLI)|recommended practice|The ESXi Shell can be disabled|vSphere Security documentation|some risk to system|provide passwords|It is possible to|See www|Copyright|Last login:|Connection to \S+ closed|\(root@|Password:|Using keyboard-interactive|login as:)/i,
  /^\s*(?:[\w ]{2,40}:|#+ [\w ./-]{1,60}|[A-Z][\w ]{0,40}(?: Servers?| Routing| Table| Interfaces?| Adapters?):?)\s*$/,
];

/** Why a line was not read; null where it is known to carry nothing. */
export function whyUnread(text: string, command: string, table: string | null): string | null {
  if (CHATTER.some((chatter) => chatter.test(text))) return null;
  if (CUT.test(text)) return 'Here the output was cut by whoever posted it.';
  if (ERROR.test(text)) return 'The host printed an error here instead of an output.';
  if (table !== null) return `It fits no row of \`${table}\` above it, and begins nothing else that I know.`;
  if (command === '') return NO_OUTPUT;
  return `It is nothing that I read in the output of \`${command.slice(0, 80)}\`.`;
}
