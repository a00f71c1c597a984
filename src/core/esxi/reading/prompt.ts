import { type Asked, askedIn } from './asked-at.ts';
import { memberIn } from './member.ts';

/** What a shell line holds: the prompt's host (null: it names none), which system prints such prompts, and the command after it. */
export interface ShellLine {
  readonly host: string | null;
  /** `esxi`: `[root@esx:~]`, `~ #`. `console`: `[root@esx root]#`, the Service Console of classic ESX. null: neither for sure. */
  readonly system: 'esxi' | 'console' | null;
  readonly command: string;
  /** True where a prompt that only a shell prints stands before the command: what ran above it has ended. */
  readonly prompted: boolean;
  /** What the remark behind the command tells of when it was asked. */
  readonly asked?: Asked;
  /** The member of a support bundle that the remark behind the command names. */
  readonly member?: string;
}

const ESXI = /^\s*\[?[\w.-]+@([\w.-]+):([^\]\s]{0,80})\][#$]?\s?(.*)$/;
const CONSOLE = /^\s*\[[\w.-]+@([\w.-]+) ([^\]]{0,80})\]\s?[#$]\s?(.*)$/;
const CUT = /^\s*[\w.-]*:(?:~|\/[^\]\s]{0,80})\]\s?(.*)$/;
const TILDE = /^\s*(?:~|\/[\w./-]{0,80}) ?# ?(.*)$/;
const LINUX = /^\s*[\w.-]+@([\w.-]+):[^\s#$]{0,80}[#$]\s(.*)$/;
const BARE = /^\s*(?:[\w.-]{0,20}[>#$%]|PS [^>]{0,60}>|[A-Z]:\\[^>]{0,80}>|\[?[^\]\s]{0,60}\][#$]?)\s*(\S.*)$/;
/** What file servers and their clients are asked is pasted beside a host's outputs, and is about no other host. */
const OF_A_SERVER = /^(?:sudo )?(?:showmount|exportfs|rpcinfo|cat \/etc\/exports)\b/;
/** The end of a command whose beginning was lost: what stands below it is still its output. */
const BEHEADED =
  /^\S{0,16} ?network (?:ip (?:route|interface|neighbor|netstack|dns|connection)|vswitch|nic) .*\b(?:list|get)\b/;

/** The first words by which a command is known without a prompt before it. */
const KNOWN =
  /^(?:(?:esxcli|localcli|esxcfg-\w+|vicfg-\w+|vmkping|vim-cmd|vmkiscsi-tool|nsxcli|net-dvs|net-stats|tcpdump-uw|pktcap-uw|vsish|esxtop|summarize-dvfilter)(?:\s|$)|ping6? (?:-|\d|\+\+)|vmware -[vl]|route(?: -n|\s*$)|ntpq(?:\s|$)|uname -|cat \/|grep |egrep |tail |less \/|df -|date(?: -u)?\s*$|hostname\s*$|chkconfig |\/etc\/init\.d\/|nc -|showmount |exportfs|ls -|arp -|ifconfig|netstat )/;

const NAMELESS = new Set(['localhost', 'localhost.localdomain']);

/** Reads a line as prompt, prompt with command, or bare command; null where it is none of them. */
export function readShellLine(text: string): ShellLine | null {
  const first = text.trimStart().charCodeAt(0);
  if (Number.isNaN(first)) return null;
  const at = prompted(text);
  if (at !== null && OF_A_SERVER.test(at.command)) return { ...at, host: null, system: null, prompted: true };
  if (at !== null) return { ...at, prompted: true, ...askedIn(text, at.command), ...memberIn(text, at.command) };
  const alone = bare(text);
  return alone && { ...alone, prompted: false };
}

function prompted(text: string): Omit<ShellLine, 'prompted'> | null {
  if (text.includes(']')) {
    const esxi = ESXI.exec(text);
    if (esxi) return { host: named(esxi[1]!), system: 'esxi', command: stripRemark(esxi[3]!) };
    const classic = CONSOLE.exec(text);
    if (classic) return { host: named(classic[1]!), system: 'console', command: stripRemark(classic[3]!) };
    const cut = CUT.exec(text);
    // What is left of a name is no name.
    if (cut) return { host: null, system: 'esxi', command: stripRemark(cut[1]!) };
  }
  const tilde = TILDE.exec(text);
  if (tilde) return { host: null, system: 'esxi', command: stripRemark(tilde[1]!) };
  const linux = text.includes('@') ? LINUX.exec(text) : null;
  if (linux === null) return null;
  return { host: named(linux[1]!), system: null, command: stripRemark(linux[2]!) };
}

function bare(text: string): Omit<ShellLine, 'prompted'> | null {
  const trimmed = text.trim();
  if (KNOWN.test(trimmed)) return { host: null, system: null, command: stripRemark(trimmed) };
  if (BEHEADED.test(trimmed)) return { host: null, system: null, command: stripRemark(trimmed) };
  const marked = BARE.exec(text);
  if (marked && KNOWN.test(marked[1]!)) return { host: null, system: null, command: stripRemark(marked[1]!) };
  return /^\s*(?:#|shell>|\$|>)\s*$/.test(text) ? { host: null, system: null, command: '' } : null;
}

/** `localhost` names no host: every fresh installation bears it. */
function named(name: string): string | null {
  return name === '' || NAMELESS.has(name.toLowerCase()) ? null : name;
}

/** People explain their commands behind `=>`, `//` or `  #`. */
function stripRemark(command: string): string {
  const at = command.search(/[=-]{1,4}>|(?<=\s)<[=-]|(?<=\s)\/\/|\/\/(?=\P{ASCII})|(?<=\s)#/u);
  return (at < 0 ? command : command.slice(0, at)).trim();
}
