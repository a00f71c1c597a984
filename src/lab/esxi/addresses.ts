/** An IPv4 address as a number, or null where the text is none. */
export function toNumber(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** A number as dotted text. */
export function toText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** The dotted mask of a prefix length. */
export function maskOf(length: number): string {
  return toText(2 ** 32 - 2 ** (32 - length));
}

/** The prefix length of a dotted mask, or null where its ones are not in a row. */
export function lengthOf(mask: string): number | null {
  const length = [...Array(33).keys()].find((each) => maskOf(each) === mask);
  return length ?? null;
}

/** The first address of the prefix that holds this address. */
export function networkOf(address: string, length: number): string {
  const size = 2 ** (32 - length);
  return toText(Math.floor(toNumber(address)! / size) * size);
}

export function broadcastOf(address: string, length: number): string {
  return toText(toNumber(networkOf(address, length))! + 2 ** (32 - length) - 1);
}

/** Whether `network/length` holds the address. */
export function contains(network: string, length: number, address: string): boolean {
  const size = 2 ** (32 - length);
  return Math.floor(toNumber(network)! / size) === Math.floor(toNumber(address)! / size);
}

/** `10.0.0.0/8` in its parts, or null. */
export function readPrefix(text: string): { network: string; length: number } | null {
  const found = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  if (found === null || toNumber(found[1]!) === null || Number(found[2]) > 32) return null;
  return { network: found[1]!, length: Number(found[2]) };
}
