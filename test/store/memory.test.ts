import { MemoryStore } from '../support/memory-store.ts';
import { storeSuite } from './suite.ts';

// What most proofs stand on promises what the real ones do.
storeSuite('in memory', async () => {
  let at = Date.now();
  const only = new MemoryStore(() => at);
  return {
    open: async () => only,
    pass: async (ms) => {
      at += ms;
    },
    now: () => at,
    left: async () => only.names(),
    done: async () => {},
  };
});
