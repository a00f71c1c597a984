import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly content: string | Buffer;
  /** What the archive claims of the unpacked size, where that is a lie. */
  readonly claims?: number;
}

const crc = (bytes: Buffer): number => {
  if (typeof crc32 === 'function') return crc32(bytes);
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
};

/** A zip file as any packer writes it, also with names and sizes that none would write. */
export function zip(...files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims } of files) {
    const plain = Buffer.from(content as string);
    const packed = deflateRawSync(plain);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? plain.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, tail, path]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}

/** A profile's own file, as a bundle has it. */
export const profile = (name: string) => ({
  name: `profiles/${name}`,
  content: `<?xml version="1.0"?>\n<imageprofile>\n<name>${name}</name>\n<creator>VMware, Inc.</creator>\n<creationtime>2014-08-23T06:48:12.000000+00:00</creationtime>\n<acceptancelevel>partner</acceptancelevel>\n<viblist></viblist>\n</imageprofile>\n`,
});

/** An offline bundle with these profiles. */
export const depot = (...names: readonly string[]) =>
  zip(
    { name: 'index.xml', content: '<vendorList/>' },
    { name: 'metadata.zip', content: zip({ name: 'vmware.xml', content: '<metadata/>' }, ...names.map(profile)) },
    { name: 'vib20/esx-base/VMware_bootbank_esx-base_5.5.0-2.33.2068190.vib', content: 'x'.repeat(4000) },
  );
