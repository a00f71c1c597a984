import { expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { HostState } from '../../src/core/schemas/state.ts';
import { fixtures } from './fixtures.ts';

// Parsers hand their values on by name; this ties the names to what is published.
test.each([...fixtures('parsers'), ...fixtures('hosts')].map((fixture) => [fixture.name, fixture]))(
  '%s is read into the published shape',
  (_, { text }) => {
    for (const state of read(text).hosts)
      expect(HostState.parse({ schema: 'vmkbot/state/1', ...state })).toEqual({ schema: 'vmkbot/state/1', ...state });
  },
);
