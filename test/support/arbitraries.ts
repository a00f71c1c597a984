/** Random addresses and prefixes that meet often: uniform ones would hardly ever overlap. */
import fc from 'fast-check';
import { networkOf, type Prefix } from '../../src/core/net/address.ts';

const BASES = [0, 0x0a000000, 0x0a010000, 0xc0a80000, 0xc0a82800, 0x7fffff00, 0x80000000, 0xffffff00];

/** Addresses near a few bases, near the ends of the space, and anywhere. */
export const address: fc.Arbitrary<number> = fc.oneof(
  fc.tuple(fc.constantFrom(...BASES), fc.nat(1023)).map(([base, offset]) => (base + offset) >>> 0),
  fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff),
  fc.nat(0xffffffff),
);

export const prefix: fc.Arbitrary<Prefix> = fc
  .tuple(address, fc.oneof(fc.nat(32), fc.integer({ min: 22, max: 32 })))
  .map(([value, length]) => ({ network: networkOf(value, length), length }));
