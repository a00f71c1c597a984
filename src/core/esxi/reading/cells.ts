import { formatIpv6, readIpv4, readIpv6, readMask } from '../../net/address.ts';
import { isNetstackKey } from '../netstacks.ts';

/** What a cell says when its text is not of its type. */
export const BAD: unique symbol = Symbol('not of this type');

/** A repair that types and context make certain: what stood there, and what it was read as. */
export interface Repair {
  readonly read: string;
  readonly as: string;
}

/** The type of a column or value. */
export interface Cell {
  /** How many words it takes at this place, the likeliest first; 0 where it may be empty. */
  lengths(words: readonly string[], at: number): readonly number[];
  /** The value, or `BAD`. A repair is pushed, never made in silence. */
  read(text: string, repairs: Repair[]): unknown;
  /** Free text: where it ends is known by what follows. */
  readonly free?: boolean;
}

const ONE = [1] as const;
const ONE_OR_NONE = [1, 0] as const;
const DOTS = /^(?:\.{2,}|…)$/;

function word(read: (text: string, repairs: Repair[]) => unknown): Cell {
  return { lengths: () => ONE, read };
}

/** Letters that text recognition leaves in place of digits; a dotted quad or `vmkN` can hold no letter, so the reading is certain. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', '|': '1' };

function repaired(text: string, repairs: Repair[], shape: RegExp): string | null {
  if (!/[Oo Il|]/.test(text)) return null;
  const as = text.replace(/[OoIl|]/g, (letter) => LOOK_ALIKES[letter]!);
  if (!shape.test(as)) return null;
  repairs.push({ read: text, as });
  return as;
}

const QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Dotted text of a strict IPv4 address; look-alike letters are repaired. */
export const ipv4 = word((text, repairs) => address(text, repairs));

function address(text: string, repairs: Repair[]): string | typeof BAD {
  if (readIpv4(text) !== null) return text;
  const as = text.length <= 15 && text.includes('.') ? repaired(text, repairs, QUAD) : null;
  return as !== null && readIpv4(as) !== null ? as : BAD;
}

/** `10.0.0.1`, or null for `N/A`: the adapter is known to have none. */
export const ipv4OrNone = word((text, repairs) => (none(text) ? null : address(text, repairs)));

/** An address of either family in canonical text. */
export const ip = word((text, repairs) => {
  const v6 = readIpv6(text.replace(/%.*$/, ''));
  return v6 === null ? address(text, repairs) : formatIpv6(v6);
});

/** The length of an IPv6 prefix, as its column prints it. */
export interface PlainLength {
  readonly plain: number;
}

/** A dotted mask, or a plain number: the length of an IPv6 prefix and of nothing else. */
export const maskOrLength = word((text, repairs) =>
  /^\d{1,3}$/.test(text) && +text <= 128 ? ({ plain: +text } satisfies PlainLength) : dotted(text, repairs),
);

/** `255.255.255.0` as a length, or null for `N/A`. */
export const mask = word(dotted);

function dotted(text: string, repairs: Repair[]): number | null | typeof BAD {
  if (none(text)) return null;
  const length = readMask(text);
  if (length !== null) return length;
  const as = text.includes('.') ? repaired(text, repairs, QUAD) : null;
  return (as === null ? null : readMask(as)) ?? BAD;
}

/** A broadcast address is posted wrong, cut or left out often enough: it is looked at, never used. */
export const broadcast: Cell = {
  lengths: (words, at) => (/^(?:[\d.OoIl]{7,15}|N\/A)$/.test(words[at] ?? '') ? ONE : [0]),
  read: (text) => text,
};

function none(text: string): boolean {
  return text === 'N/A' || text === 'n/a' || text === '-';
}

/** `vmk0`; `vmkO` and `vmkl` are repaired. */
export const vmk = word((text, repairs) => {
  if (/^vmk\d{1,4}$/.test(text)) return text;
  return (/^vmk[\dOoIl|]{1,4}$/.test(text) && repaired(text, repairs, /^vmk\d{1,4}$/)) || BAD;
});

export const vmnic = word((text) => (/^(?:vmnic|vusb)\d{1,4}$/.test(text) ? text : BAD));
/** The name of a storage adapter. */
export const vmhba = word((text) => (/^vmhba\d{1,5}$/.test(text) ? text : BAD));
export const vswif = word((text) => (/^vswif\d{1,3}$/.test(text) ? text : BAD));

/** Lower case with colons; people mask MACs before they post, so `XX` and names are kept as not shown. */
export const mac = word((text) => {
  if (/^[\da-f]{2}(?:[:-][\da-f]{2}){5}$/i.test(text)) return text.toLowerCase().replace(/-/g, ':');
  return /^[\da-fx*]{2}(?::[\da-fx*]{2}){5}$/i.test(text) || /^mac[\w-]*$/i.test(text) ? undefined : BAD;
});

/** `00:50:…`, or null for `(incomplete)`: nobody answered ARP. */
export const arp: Cell = {
  lengths: (words, at) => (words[at] === '(' ? [2, 3] : ONE),
  read: (text, repairs) => (/^\(?\s*incomplete\s*\)?$/i.test(text) ? null : mac.read(text, repairs)),
};

export const number = word((text, repairs) => whole(text, repairs, /^-?\d{1,15}$/));

function whole(text: string, repairs: Repair[], shape: RegExp): number | typeof BAD {
  if (shape.test(text)) return Number(text);
  const as = /\d/.test(text) ? repaired(text, repairs, shape) : null;
  return as === null ? BAD : Number(as);
}

/** VLAN 0 to 4095; a trunk prints a range, which is not one VLAN. */
export const vlan = word((text) =>
  /^\d{1,4}$/.test(text) && +text <= 4095 ? +text : /^\d+(?:[-,]\d+)+$/.test(text) ? undefined : BAD,
);

/** `1500`; 3.5 prints 1514, the frame with its header. */
/** More than any switch takes, so a repair that ends above it was no repair. */
const LARGEST_MTU = 9190;

export const mtu = word((text, repairs) => {
  const size = whole(text, repairs, /^\d{3,5}$/);
  const most = /^\d+$/.test(text) ? 65_535 : LARGEST_MTU;
  return size !== BAD && size >= 576 && size <= most ? size : BAD;
});

export const bool = word((text) => (/^true$/i.test(text) ? true : /^false$/i.test(text) ? false : BAD));
export const upDown = word((text) =>
  /^(?:up|true)$/i.test(text) ? 'up' : /^(?:down|false)$/i.test(text) ? 'down' : BAD,
);
export const duplex = word((text) => (/^(?:full|half|auto|n\/a)$/i.test(text) ? text.toLowerCase() : BAD));

/** `1000Mbps` or `1000` in Mb/s; `25000Mbps`. */
export const speed = word((text) => {
  const found = /^(\d{1,7})(?:Mbps|Mb\/s)?$/i.exec(text);
  return found ? Number(found[1]) : /^(?:auto|n\/a|unknown)$/i.test(text) ? undefined : BAD;
});

/** PCI addresses changed their form three times: `02:01`, `0000:001:00.0`, `0000:0f:00.0`. */
export const pci: Cell = {
  lengths: () => ONE_OR_NONE,
  read: (text) => (text === '' || /^[\da-f:.]{4,14}$/i.test(text) ? undefined : BAD),
};

export const oneWord = word((text) => (/\s/.test(text) ? BAD : text));

/** One word, or nothing in this row. */
export const maybeWord: Cell = { lengths: () => ONE_OR_NONE, read: (text) => (text === '' ? undefined : text) };

/** A netstack's key ends up in commands that are recommended, so it is refused where it holds more than a name can. */
export const stackKey = word((text) => (isNetstackKey(text) ? text : BAD));
/** The same, where older listings have no such column. */
export const maybeStackKey: Cell = {
  lengths: () => ONE_OR_NONE,
  read: (text) => (text === '' ? undefined : isNetstackKey(text) ? text : BAD),
};

/** Free text such as a port group's name; it ends where the next column fits. */
export const text: Cell = { lengths: () => [], read: (value) => (/^[-=]{3,}$/.test(value) ? BAD : value), free: true };
/** Free text that a row may leave empty. */
export const maybeText: Cell = { lengths: () => [0], read: (value) => (value === '' ? undefined : value), free: true };

/** Columns that a poster cut out and marked with dots. */
export const elided = word((value) => (DOTS.test(value) ? undefined : BAD));

/** `STATIC`, `DHCP`, `NONE`; IPv6 rows add `, PREFERRED`. True: DHCP. */
export const addressType: Cell = {
  lengths(words, at) {
    let n = 1;
    while (words[at + n - 1]?.endsWith(',')) n++;
    return [n];
  },
  read: (value) =>
    /^DHCP/i.test(value)
      ? true
      : /^(?:STATIC|MANUAL)/i.test(value)
        ? false
        : /^(?:NONE|AUTO\w*|OTHER|UNKNOWN)/i.test(value)
          ? undefined
          : BAD,
};

export const family = word((value) => (/^IPv[46]$/i.test(value) ? value.toLowerCase() : BAD));

/** `Local Subnet` (two words) and `0.0.0.0` are ESXi's ways to say "on the link". */
export const nextHop: Cell = {
  lengths: (words, at) => (/^local$/i.test(words[at] ?? '') ? [2] : ONE),
  read(value, repairs) {
    if (/^local subnet$/i.test(value) || none(value)) return null;
    const hop = ip.read(value, repairs);
    return hop === '0.0.0.0' || hop === '::' ? null : hop;
  },
};

/** `default`, a dotted network, or an IPv6 network. */
export const network: Cell = {
  lengths: () => ONE,
  read: (value, repairs) => (value === 'default' ? 'default' : ip.read(value, repairs)),
};

/** `164 sec`, `1200`, `permanent`; in seconds. */
export const expiry: Cell = {
  lengths: (words, at) =>
    /^-?\d+$/.test(words[at] ?? '')
      ? words[at + 1] === 'sec'
        ? [2]
        : [1]
      : /^(?:permanent|never|none|-)$/i.test(words[at] ?? '')
        ? ONE
        : [0],
  read: (value) => (/^\d/.test(value) ? Number.parseInt(value, 10) : undefined),
};

/** `vmnic0,vmnic1` with or without blanks after the commas; none printed is an empty list. */
export const uplinks: Cell = {
  lengths(words, at) {
    let n = 0;
    while (UPLINKS.test(words[at + n] ?? '')) n++;
    return [n];
  },
  read: (value) => commaList(value),
};

const UPLINKS = /^(?:vmnic\d+|vusb\d+|lag[\w-]+)(?:,(?:vmnic\d+|vusb\d+|lag[\w-]+))*,?$/;

/** Values separated by commas; `N/A` and nothing are an empty list. */
export const list: Cell = { lengths: () => [], read: (value) => commaList(value), free: true };

/** Addresses separated by commas; one that is none spoils the line. */
export const addresses: Cell = {
  ...list,
  read(value, repairs) {
    const read = commaList(value).map((each) => ip.read(each, repairs));
    return read.includes(BAD) ? BAD : read;
  },
};

function commaList(value: string): string[] {
  return value === '' || none(value) ? [] : value.split(/\s*,\s*/).filter((each) => each !== '');
}
