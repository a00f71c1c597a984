import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const files = (names: readonly string[]) => names.map((name) => `test/${name}.test.ts`);
/** Changes of clocks, which compare them with ours. */
const CLOCKS = files(['browser/time', 'changes/time*', 'e2e/time']);
/** What wants a process of its own, or minutes: bots that are killed, browsers, namespaces, what is tried hundreds of times. */
const ALONE = files([
  'browser/**/*',
  'bundle/bounds',
  'changes/**/*',
  'chaos/**/*',
  'kernel/**/*',
  'plans/arm',
  'properties/**/*',
  'time/**/*',
]);

const each = {
  alias: [{ find: /^\.\/worker-file\.ts$/, replacement: resolve(import.meta.dirname, 'test/support/built-worker.ts') }],
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-programs.ts', 'test/support/counts.ts'],
    // Many tests wait for timers of hosts, sockets and leases; on two processors they would wait one after the other.
    maxWorkers: 4,
    projects: [
      { test: { ...each, name: 'clocks', include: CLOCKS, setupFiles: ['test/support/twenty-past.ts'] } },
      { test: { ...each, name: 'alone', include: ALONE, exclude: CLOCKS } },
      // The others share processes: most of what a file of them takes is loading the code.
      { test: { ...each, name: 'shared', include: files(['**/*']), exclude: [...CLOCKS, ...ALONE], isolate: false } },
    ],
  },
});
