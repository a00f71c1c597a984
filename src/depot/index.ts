export { readDepot } from './read-depot.ts';

/** A zip begins so; an empty one and one in parts are of no use here. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
