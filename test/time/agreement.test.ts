import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreementOf } from '../../src/core/time/agreement.ts';
import { apart, between, type ClockReading, skewFrom, waitToHalve } from '../../src/core/time/skew.ts';

const at = (host: string, skewMs: number, boundMs = 60) => ({ host, skew: { skewMs, boundMs } });

describe('clocks beside each other', () => {
  test('one that is minutes off is named, by how much at least', () => {
    const agreed = agreementOf([at('esx-07', 10), at('esx-08', 360_000), at('esx-09', -30)]);
    expect(agreed).toMatchObject({ agreeing: 3, clocks: 4, oursApartMs: 0 });
    expect(agreed!.outliers).toMatchObject([{ host: 'esx-08' }]);
    expect(agreed!.outliers[0]!.apartMs).toBeGreaterThan(359_000);
    expect(agreed!.outliers[0]!.apartMs).toBeLessThanOrEqual(360_000);
  });

  test('where our own clock is the one that differs, no host is named', () => {
    const agreed = agreementOf([at('esx-07', 360_000), at('esx-08', 360_020), at('esx-09', 360_040)]);
    expect(agreed).toMatchObject({ agreeing: 3, clocks: 4, outliers: [] });
    expect(agreed!.oursApartMs).toBeGreaterThan(359_000);
  });

  test('where nobody agrees, or two with two, nobody is called wrong', () => {
    expect(agreementOf([at('esx-07', 5000), at('esx-08', -5000)])).toBeNull();
    expect(agreementOf([at('esx-07', 5000), at('esx-08', 5010), at('esx-09', 0)])).toBeNull();
  });

  test('where one clock is between two others, neither of those is named', () => {
    const agreed = agreementOf([at('esx-07', -193, 0), at('esx-08', -193, 65)]);
    expect(agreed).toMatchObject({ agreeing: 2, clocks: 3, outliers: [], oursApartMs: 0 });
  });

  test('a bound that reaches the others is never named', () => {
    const agreed = agreementOf([at('esx-07', 0), at('esx-08', 0), at('esx-09', 2000, 2000)]);
    expect(agreed!.outliers).toEqual([]);
  });

  test('hosts that have one time are never named, whatever their bounds', () => {
    const clock = fc.record({
      boundMs: fc.integer({ min: 0, max: 5000 }),
      part: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(clock, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: -1e6, max: 1e6 }),
        (clocks, true_) => {
          const agreed = agreementOf(
            clocks.map(({ boundMs, part }, i) => at(`h${i}`, true_ + boundMs * part, boundMs)),
          );
          if (clocks.length > 1) expect(agreed).not.toBeNull();
          expect(agreed?.outliers ?? []).toEqual([]);
        },
      ),
    );
  });
});

describe('several readings of one clock', () => {
  const ms = fc.integer({ min: 0, max: 400 });

  test('the true skew lies within what they leave, and each that is asked where the second turns halves it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.array(fc.tuple(ms, ms), { minLength: 4, maxLength: 4 }),
        (ahead, trips) => {
          const readings: ClockReading[] = [];
          let now = 1_750_000_000_000;
          for (const [there, back] of trips) {
            const known = skewFrom(readings);
            if (known !== undefined) now += Math.ceil(waitToHalve(known, now, there + back));
            const host = Math.floor((now + there + ahead) / 1000) * 1000;
            readings.push({ askedAt: now, answeredAt: now + there + back, host, resolutionMs: 1000 });
            now += there + back;
          }
          const skew = skewFrom(readings)!;
          expect(Math.abs(skew.skewMs - ahead)).toBeLessThanOrEqual(skew.boundMs);
          const longest = Math.max(...trips.map(([there, back]) => there + back));
          expect(skew.boundMs).toBeLessThanOrEqual(63 + longest + 2);
        },
      ),
    );
  });

  test('that contradict each other leave nothing', () => {
    const reading = (askedAt: number, host: number) => ({
      askedAt,
      answeredAt: askedAt + 10,
      host,
      resolutionMs: 1000,
    });
    expect(skewFrom([reading(5000, 5000), reading(6000, 96_000)])).toBeUndefined();
    expect(skewFrom([])).toBeUndefined();
  });

  test('what is apart is so beyond both bounds', () => {
    expect(apart({ skewMs: 500, boundMs: 100 }, { low: -50, high: 50 })).toBe(350);
    expect(apart({ skewMs: 140, boundMs: 100 }, { low: -50, high: 50 })).toBe(0);
    expect(between({ skewMs: 5, boundMs: 1 }, { skewMs: 7, boundMs: 2 })).toEqual({ skewMs: -2, boundMs: 3 });
  });
});
