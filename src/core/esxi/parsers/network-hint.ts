import type { SwitchPort } from '../link-state.ts';
import type { Line } from '../reading/lines.ts';
import type { Context, Fact, Parser } from '../reading/parser.ts';

/** One uplink's record while it is read, and how deep the objects around the line are. */
interface Open {
  /** Names of the objects that are open, the outermost first; an element of a list has none. */
  readonly path: string[];
  /** Lines of a text that has begun and not ended: what a switch says of its software holds line breaks. */
  textLines: number;
  device: string | null;
  readonly heard: { cdp?: SwitchPort | null; lldp?: SwitchPort | null };
  readonly lines: Record<string, Line>;
  /** The key of the last LLDP parameter. */
  parameter: string;
}

const KEY = 'hint';
const BEGINS = /^\(vim\.host\.PhysicalNic\.NetworkHint\) (?:\[|\{)$/;
const FIELD = /^(?:(\w+) = )?(?:\([\w.]+\) ?)?(\[|\{|<unset>|null|".*|[\w.-]+)$/;
const ENDS = /^[}\]]$/;
/** More than any switch says of its software. */
const MOST_TEXT_LINES = 24;

/**
 * What the physical switches announce to each uplink by CDP or LLDP.
 *
 *     (vim.host.PhysicalNic.NetworkHint) [
 *        (vim.host.PhysicalNic.NetworkHint) {
 *           device = "vmnic0",
 *           connectedSwitchPort = (vim.host.PhysicalNic.CdpInfo) {
 *              devId = "switch-a",
 *              portId = "GigabitEthernet0/27",
 *           },
 *           lldpInfo = <unset>
 *        }
 *     ]
 */
export const networkHint: Parser = {
  id: 'network-hint',
  commands: ['vim-cmd hostsvc/net/query_networkhint'],
  section: 'linkHints',
  readLine(line, { memo }) {
    const text = line.text.trim().replace(/,$/, '');
    const open = memo.get(KEY) as Open | undefined;
    if (open === undefined) {
      if (!BEGINS.test(text)) return null;
      memo.set(KEY, begun());
      return [];
    }
    if (open.textLines > 0) return goOn(open, text) ? [] : null;
    if (ENDS.test(text)) return close(open, memo, line);
    if (/^(?:\.{3,}|…)$/.test(text)) return [];
    const [, name = '', value] = FIELD.exec(text) ?? [];
    if (value === undefined) return null;
    if (name === 'device' && !/^"(?:vmnic|vusb)\d{1,4}"$/.test(value)) return null;
    if (value === '[' || value === '{') open.path.push(name);
    read(open, name, value, line);
    return [];
  },
  finish: ({ memo }) => factsOf(memo.get(KEY) as Open | undefined),
};

function begun(): Open {
  return { path: [''], textLines: 0, device: null, heard: {}, lines: {}, parameter: '' };
}

/** A text goes on to the line that ends it; one that never ends is damage, and so is what looks like the next value. */
function goOn(open: Open, text: string): boolean {
  const lost = open.textLines >= MOST_TEXT_LINES || /^\w+ = /.test(text);
  open.textLines = lost || text.endsWith('"') ? 0 : open.textLines + 1;
  return !lost;
}

/** The end of an uplink's record says what it was. */
function close(open: Open, memo: Context['memo'], line: Line): readonly Fact[] {
  const name = open.path.pop();
  const ended = name === '' && open.path.length <= 1;
  const facts = ended ? factsOf(open) : [];
  if (ended) memo.set(KEY, { ...begun(), path: open.path });
  if (open.path.length === 0) memo.delete(KEY);
  return facts.map((fact) => ({ ...fact, line: fact.lines?.name ?? line }));
}

function factsOf(open: Open | undefined): readonly Fact[] {
  if (open === undefined || open.device === null) return [];
  const values = { name: open.device, ...open.heard };
  return [{ section: 'linkHints', key: open.device, values, line: open.lines.name!, lines: open.lines }];
}

function read(open: Open, name: string, value: string, line: Line): void {
  if (value.startsWith('"') && !/^".*"$/.test(value)) open.textLines = 1;
  const said = /^"(.*)"$/.exec(value)?.[1] ?? value;
  const none = value === '<unset>' || value === 'null';
  if (name === 'device') {
    open.device = said;
    open.lines.name = line;
  }
  if (none || value === '{') {
    if (name === 'connectedSwitchPort') begin(open, 'cdp', none, line);
    if (name === 'lldpInfo') begin(open, 'lldp', none, line);
  }
  if (open.path.includes('connectedSwitchPort')) add(open, 'cdp', CDP[name], said, line);
  if (!open.path.includes('lldpInfo')) return;
  add(open, 'lldp', LLDP[name], said, line);
  if (name === 'key') open.parameter = said;
  if (name === 'value' && open.parameter === 'System Name') add(open, 'lldp', 'device', said, line);
}

const CDP: Readonly<Record<string, keyof SwitchPort>> = { devId: 'device', portId: 'port', vlan: 'vlan' };
const LLDP: Readonly<Record<string, keyof SwitchPort>> = { chassisId: 'device', portId: 'port' };

function begin({ heard, lines }: Open, by: 'cdp' | 'lldp', none: boolean, line: Line): void {
  heard[by] = none ? null : {};
  lines[by] = line;
}

/** The line that names the switch is the one to quote. */
function add({ heard, lines }: Open, by: 'cdp' | 'lldp', as: keyof SwitchPort | undefined, said: string, line: Line) {
  if (as === undefined || said === '' || said === '<unset>') return;
  if (as === 'vlan' && !/^[1-9]\d{0,3}$/.test(said)) return;
  heard[by] = { ...heard[by], [as]: as === 'vlan' ? Number(said) : said };
  if (as === 'device') lines[by] = line;
}
