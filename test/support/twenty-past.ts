/** Before a file of tests: it is twenty past by the clock of its process, and of those that it begins. */
process.env.VMKBOT_CLOCK_SHIFT ??= String(20 * 60_000 - (Date.now() % 3_600_000));
await import('./clock.ts');
