import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeTime } from '../../src/core/time/judge.ts';
import { between, skewOf } from '../../src/core/time/skew.ts';
import { offsetText, spanText } from '../../src/core/time/words.ts';
import { answering, ntpGet, ntpq, peer, printed, refused, ruleset, version } from '../support/time.ts';

const octal = fc.integer({ min: 0, max: 255 });
const mark = fc.constantFrom('*', 'o', '+', '#', '-', 'x', ' ');
const row = fc.record({
  mark,
  remote: fc.integer({ min: 1, max: 254 }).map((last) => `10.72.0.${last}`),
  stratum: fc.integer({ min: 1, max: 16 }),
  reach: octal.map((polls) => polls.toString(8)),
  offset: fc.integer({ min: -4_000_000, max: 4_000_000 }),
});
const rows = fc.uniqueArray(row, { selector: ({ remote }) => remote, minLength: 1, maxLength: 6 });

test('every row is read as printed, reach from octal', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const read = printed(ntpq(...given.map(answering))).ntp!.peers!;
      expect(
        read.map(({ tally, remote, stratum, reach, offset }) => ({
          mark: tally,
          remote,
          stratum,
          reach: reach.toString(8),
          offset,
        })),
      ).toEqual(given);
    }),
  );
});

test('nothing is synchronised without a server in use that answered, or the word of the host', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const { synchronised } = judgeTime(printed(version('7.0.3'), ntpGet('10.72.0.1'), ntpq(...given.map(answering))));
      const used = given.some(({ mark: is, reach }) => (is === '*' || is === 'o') && reach !== '0');
      expect(synchronised === true).toBe(used);
    }),
  );
});

test('the cause is the first link that is broken', () => {
  const parts = fc.subarray([
    refused,
    ntpq(peer()),
    ntpq(answering()),
    ruleset(false),
    ntpGet('', false),
    ntpGet('10.72.0.123'),
  ]);
  fc.assert(
    fc.property(parts, (some) => {
      const { links, cause } = judgeTime(printed(version('7.0.3'), ...some));
      const first = links.find(({ state }) => state === 'broken' || state === 'starting') ?? null;
      expect(cause).toBe(first);
    }),
  );
});

test('configuration alone is never fine', () => {
  const servers = fc.array(fc.domain(), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(servers, fc.boolean(), (names, enabled) => {
      const { state, synchronised } = judgeTime(printed(version('7.0.3'), ntpGet(names.join(', '), enabled)));
      expect(synchronised).not.toBe(true);
      expect(state).toBe(enabled ? 'unknown' : 'stopped');
    }),
  );
});

test('a span is told in two parts at most, and its sign in a word', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (ms) => {
      expect(spanText(ms)).toMatch(/^\d+(?:\.\d+)? (?:ms|s|min|h|days)(?: \d+ s)?$/);
      expect(spanText(ms)).not.toMatch(/ 60 s$/);
      expect(offsetText(ms)).toMatch(ms <= -0.01 ? /ahead of$/ : ms >= 0.01 ? /behind$/ : /0 ms from$/);
    }),
  );
});

test('the true skew lies within the bound, wherever in the round trip the clock was read', () => {
  const ms = fc.integer({ min: 0, max: 60_000 });
  fc.assert(
    fc.property(ms, ms, fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 1000), (there, back, ahead, step) => {
      const read = 1_750_000_000_000 + there;
      const host = Math.floor((read + ahead) / step) * step;
      const { skewMs, boundMs } = skewOf({ askedAt: read - there, answeredAt: read + back, host, resolutionMs: step });
      expect(Math.abs(skewMs - ahead)).toBeLessThanOrEqual(boundMs);
    }),
  );
});

test('two hosts are as far apart as their skews, and as unsure as both', () => {
  expect(between({ skewMs: 360_000, boundMs: 20 }, { skewMs: -1000, boundMs: 30 })).toEqual({
    skewMs: 361_000,
    boundMs: 50,
  });
});
