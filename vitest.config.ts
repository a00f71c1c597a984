import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/counts.ts'],
    // Many tests wait for timers of hosts, sockets and leases; on two processors they would wait one after the other.
    maxWorkers: 4,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
