/**
 * Moves the clock of this process by `VMKBOT_CLOCK_SHIFT` milliseconds, where that is given. A host saves its state at minute :01, and
 * nothing is begun shortly before: tests of clocks would wait for that at the end of each hour.
 */
const shift = Number(process.env.VMKBOT_CLOCK_SHIFT ?? 0);
const Real = Date;

class Shifted extends Real {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [Shifted.now()] : given) as [number]));
  }
  static override now(): number {
    return Real.now() + shift;
  }
}

if (shift !== 0) globalThis.Date = Shifted as DateConstructor;
