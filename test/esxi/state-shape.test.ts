import { expect, test } from 'vitest';
import { stateJson } from '../../src/core/describe/state-json.ts';
import { read } from '../../src/core/esxi/read.ts';
import { HostState } from '../../src/core/schemas/state.ts';
import { fixtures } from './fixtures.ts';

// Parsers hand their values on by name; this ties the names to what is published.
test.each([...fixtures('parsers'), ...fixtures('hosts')].map((fixture) => [fixture.name, fixture]))(
  '%s is read into the published shape',
  (_, { text }) => {
    for (const state of read(text).hosts) {
      const published = stateJson(state);
      expect(HostState.parse(published)).toEqual(published);
    }
  },
);
