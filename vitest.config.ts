import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/counts.ts'],
    // Many tests wait for timers of hosts, sockets and leases; on two processors they would wait one after the other.
    maxWorkers: 4,
    // A free port may be taken by another file before it is used: what fails is tried once more.
    retry: 1,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
