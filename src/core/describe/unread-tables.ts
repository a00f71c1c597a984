import type { HostState, Unread } from '../esxi/host-state.ts';
import { SECTION_NAMES } from './capture-commands.ts';
import { lineRanges } from './line-ranges.ts';
import { count, list } from './words.ts';

/** Sections that one table each fills. */
const TABLES = [
  'vmknics',
  'routes',
  'routes6',
  'vswitches',
  'portgroups',
  'uplinks',
  'neighbors',
  'iscsi',
  'nfs',
  'connections',
  'serviceConsole',
] as const;

/** The commands whose rows every answer rests on. */
const COMMANDS = [
  { section: 'vmknics', command: /esxcfg-vmknic|(?:esxcli|localcli) network ip interface\b/ },
  { section: 'routes', command: /esxcfg-route|(?:esxcli|localcli) network ip route\b/ },
] as const;

/** A row that was torn or misread, unlike a remark that stands between rows. */
const BEGINS_ROW = /^[>\s|]*(?:vmk\w{1,2}\s|default\s|[\dlO|]{1,3}(?:\.[\dlO|]{1,3}){3}\s)/;
const TWO_ADDRESSES = /\b[\dlO|]{1,3}(?:\.[\dlO|]{1,3}){3}\s.{0,400}?[\dlO|]{1,3}(?:\.[\dlO|]{1,3}){3}(?:\s|$)/;

/** What of the adapters and routes stands in the output and could not be read, as the first sentence of an answer; null where nothing. */
export function unreadTables(state: HostState): string | null {
  const torn = COMMANDS.map(({ section, command }) => ({
    section,
    whole: state[section] === undefined || state[section].length === 0,
    lines: state.unread.filter((each) => isRowOf(each, command)),
  })).filter(({ lines }) => lines.length > 0);
  if (torn.length === 0) return null;
  const parts = torn.map(({ section, lines }) => `${lineRanges(lines)} (${SECTION_NAMES[section]})`);
  const rows = torn.flatMap(({ lines }) => lines).length;
  const what = `${rows === 1 ? 'line' : 'lines'} ${list(parts)} could not be read`;
  const lost = torn.filter(({ whole }) => whole).length;
  if (lost === 0) return `I read the tables without ${count(rows, 'row')}: ${what}.`;
  const read = TABLES.filter((section) => state[section] !== undefined).length;
  return `I read ${read} of ${count(read + lost, 'table')}: ${what}.`;
}

function isRowOf({ text, why }: Unread, command: RegExp): boolean {
  const begin = text.slice(0, 2_000);
  if (command.test(begin)) return TWO_ADDRESSES.test(begin);
  return command.test(why) && (BEGINS_ROW.test(begin) || TWO_ADDRESSES.test(begin));
}
