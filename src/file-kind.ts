/** A file whose first bytes are those of gzip. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A zip begins so; an empty one and one in parts are of no use here. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

/** The names that vm-support gives. */
export const isBundleName = (name: string): boolean => /\.(?:tgz|tar\.gz)$/i.test(name);
