import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import {
  contains,
  formatIpv4,
  formatIpv6,
  formatPrefix,
  lastOf,
  networkOf,
  overlap,
  readIpv4,
  readIpv6,
  readMask,
  readPrefix,
  readPrefix6,
  subnetOf,
} from '../../src/core/net/address.ts';
import { address, prefix } from '../support/arbitraries.ts';

describe('strict text', () => {
  test.each([
    ['192.168.1', 'a short form'],
    ['010.0.0.1', 'a leading zero'],
    ['10.0.0.01', 'a leading zero at the end'],
    ['0x7f.0.0.1', 'hex'],
    ['3232235777', 'one number'],
    ['10.0.0.256', 'a part above 255'],
    ['10.0.0.-1', 'a sign'],
    ['+10.0.0.1', 'a plus'],
    [' 10.0.0.1', 'a space'],
    ['10.0.0.1 ', 'a space after'],
    ['10.0.0.1\n', 'a line end'],
    ['10.0.0.1/24', 'a length'],
    ['1O.0.0.1', 'a letter'],
    ['10.0.0.1.2', 'five parts'],
    ['10..0.1', 'an empty part'],
    ['١٠.0.0.1', 'digits of another script'],
    ['::ffff:10.0.0.1', 'IPv6'],
    ['', 'nothing'],
  ])('%j is no address: %s', (text) => {
    expect(readIpv4(text)).toBeNull();
    expect(readMask(text)).toBeNull();
  });

  test.each([
    '10.0.0.0',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    '10.0.0/8',
    '10.0.0.0/ 8',
  ])('%j is no prefix', (text) => expect(readPrefix(text)).toBeNull());

  test.each(['255.0.255.0', '0.255.255.255', '255.255.255.1', '128.0.0.1'])('%s is no mask', (text) => {
    expect(readMask(text)).toBeNull();
  });

  test('every length has its mask, and back', () => {
    for (let length = 0; length <= 32; length++)
      expect(readMask(formatIpv4(networkOf(0xffffffff, length)))).toBe(length);
  });
});

test('four-part text reads as ipaddr.js reads it, and is written back the same', () => {
  fc.assert(
    fc.property(address, (value) => {
      const text = formatIpv4(value);
      const [a, b, c, d] = ipaddr.IPv4.parse(text).octets as [number, number, number, number];
      expect(readIpv4(text)).toBe(a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d);
      expect(readIpv4(text)).toBe(value);
    }),
  );
});

test('any other text is refused alike, or reads as ipaddr.js reads strict four-part text', () => {
  const part = fc.oneof(fc.nat(300).map(String), fc.constantFrom('', '00', '01', '0x1', '1e1', ' 1', '255'));
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.join('.');
      const strict = ipaddr.IPv4.isValidFourPartDecimal(text) && parts.every((each) => String(Number(each)) === each);
      expect(readIpv4(text) !== null).toBe(strict);
    }),
    { numRuns: 2_000 },
  );
});

test('a prefix is cut to its first address and says so', () => {
  fc.assert(
    fc.property(address, fc.nat(32), (value, length) => {
      const read = readPrefix(`${formatIpv4(value)}/${length}`)!;
      expect(read.hadHostBits).toBe(read.network !== value);
      expect(read.network <= value && value <= lastOf(read)).toBe(true);
      expect(lastOf(read) - read.network).toBe(2 ** (32 - length) - 1);
      expect(readPrefix(formatPrefix(read))).toEqual({ network: read.network, length, hadHostBits: false });
      expect(subnetOf(formatIpv4(value), length)).toBe(formatPrefix(read));
    }),
  );
});

test('a prefix holds what lies between its ends, and two overlap where their ends do', () => {
  fc.assert(
    fc.property(prefix, prefix, address, (a, b, value) => {
      expect(contains(a, value)).toBe(value >= a.network && value <= lastOf(a));
      expect(overlap(a, b)).toBe(a.network <= lastOf(b) && b.network <= lastOf(a));
    }),
  );
});

describe('IPv6', () => {
  test('reads and writes as ipaddr.js does, shortened by RFC 5952', () => {
    const group = fc.oneof(fc.constant(0), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const value = groups.reduce((sum, each) => sum * 65536n + BigInt(each), 0n);
        const text = groups.map((each) => each.toString(16)).join(':');
        expect(readIpv6(text)).toBe(value);
        expect(readIpv6(formatIpv6(value))).toBe(value);
        expect(formatIpv6(value)).toBe(new ipaddr.IPv6(groups).toRFC5952String());
      }),
    );
  });

  test.each(['fe80::1%vmk0', '1::2::3', ':::', '10.0.0.1', 'g::1', '1:2:3', '12345::1', 'fe80::1/64'])(
    '%j is no address',
    (text) => {
      expect(readIpv6(text)).toBeNull();
    },
  );

  test('a prefix is cut to its first address', () => {
    expect(readPrefix6('2001:db8::1/32')).toEqual({ network: readIpv6('2001:db8::'), length: 32 });
    expect(readPrefix6('2001:db8::1/129')).toBeNull();
    expect(readPrefix6('2001:db8::1')).toBeNull();
  });
});
