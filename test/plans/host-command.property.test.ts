import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIpv4, formatPrefix, networkOf } from '../../src/core/net/address.ts';
import { rowPattern } from '../../src/core/plans/arm/shell.ts';
import { canonical } from '../../src/core/plans/canonical.ts';
import { DEFAULT_ROUTE, type HostCommand, mayCutOff, waysOf, wordsOf } from '../../src/core/plans/host-command.ts';
import { persistenceOf } from '../../src/core/plans/persistence.ts';
import {
  applied,
  expectationOf,
  isMet,
  preconditions,
  type RouteEntry,
  undoOf,
  undoSteps,
} from '../../src/core/plans/table.ts';

const STACK = 'defaultTcpipStack';
const address = fc.integer({ min: 0x01000000, max: 0xdfffffff }).map(formatIpv4);
const prefix = fc
  .tuple(fc.integer({ min: 0x01000000, max: 0xdfffffff }), fc.integer({ min: 8, max: 32 }))
  .map(([value, length]) => formatPrefix({ network: networkOf(value, length), length }));
/** Few values, so that commands and tables meet. */
const near = {
  network: fc.constantFrom('10.1.0.0/16', '10.1.2.0/24', '10.2.0.7/32'),
  gateway: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.9.0.1'),
  netstack: fc.constantFrom(STACK, 'vmotion'),
};
const commandOf = (values: {
  network: fc.Arbitrary<string>;
  gateway: fc.Arbitrary<string>;
  netstack: fc.Arbitrary<string>;
}): fc.Arbitrary<HostCommand> =>
  fc.oneof(
    fc.record({ kind: fc.constantFrom('route.add' as const, 'route.remove' as const), ...values }),
    fc.record({
      kind: fc.constantFrom('gateway.set' as const, 'gateway.remove' as const),
      ...{ gateway: values.gateway, netstack: values.netstack },
    }),
  );
const table: fc.Arbitrary<readonly RouteEntry[]> = fc.uniqueArray(
  fc.record({ ...near, network: fc.oneof(near.network, fc.constant(DEFAULT_ROUTE)) }),
  { selector: ({ netstack, network }) => `${netstack} ${network}`, maxLength: 8 },
);
const version = fc.constantFrom([4, 1], [5, 0], [5, 1], [5, 5], [6, 7], [7, 0, 3], [9, 0]);
const inOrder = (entries: readonly RouteEntry[]) => entries.map(canonical).sort();

test('words are of the alphabet, whatever is put in', () => {
  const any = fc.oneof(
    fc.string(),
    address,
    prefix,
    fc.constantFrom('$(reboot)', '10.0.0.0/24;id', "'", '-x', '\n', STACK),
  );
  fc.assert(
    fc.property(commandOf({ network: any, gateway: any, netstack: any }), version, (command, on) => {
      const found = waysOf(command, on);
      if ('cannot' in found) return;
      for (const word of found.ways.flat()) expect(word).toMatch(/^[A-Za-z0-9_./=-]+$/);
    }),
    { numRuns: 2000 },
  );
});

test('what is a value is always said, from 5.1 on', () => {
  fc.assert(
    fc.property(commandOf({ network: prefix, gateway: address, netstack: fc.constant(STACK) }), (command) => {
      expect(wordsOf(command, [7, 0])).toHaveProperty('words');
    }),
  );
});

test('apply, then undo: the table before', () => {
  fc.assert(
    fc.property(fc.array(commandOf(near), { maxLength: 4 }), table, (commands, before) => {
      const after = commands.reduce(applied, before);
      const back = undoSteps(commands, before).reduce((now, { command, only }) => {
        expect(isMet(only, now), 'the guard lets it').toBe(true);
        return applied(now, command);
      }, after);
      expect(inOrder(back)).toEqual(inOrder(before));
    }),
    { numRuns: 3000 },
  );
});

test('before a single command, or a replacement, the table is as the undo wants it', () => {
  const single = commandOf(near).map((command) => [command]);
  // A route is never replaced by itself.
  const several = fc.record({ ...near, other: near.gateway }).filter(({ gateway, other }) => gateway !== other);
  const replacement = several.map(({ other, ...entry }): HostCommand[] => [
    { kind: 'route.remove', ...entry },
    { kind: 'route.add', ...entry, gateway: other },
  ]);
  fc.assert(
    fc.property(fc.oneof(single, replacement), table, (commands, before) => {
      for (const expected of preconditions(undoSteps(commands, before))) expect(isMet(expected, before)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('the undo of an undo is the command itself, where it did anything', () => {
  fc.assert(
    fc.property(commandOf(near), table, (command, before) => {
      const undo = undoOf(command, before);
      const after = applied(before, command);
      if (undo === null) expect(inOrder(after)).toEqual(inOrder(before));
      else expect(undoOf(undo, after)).toEqual(command);
    }),
    { numRuns: 3000 },
  );
});

test('what was there before is never taken away by an undo', () => {
  fc.assert(
    fc.property(fc.array(commandOf(near), { maxLength: 3 }), table, table, (commands, before, moved) => {
      // Whatever the table became meanwhile, a guarded undo removes nothing but what the commands added.
      const own = commands.map(expectationOf).filter(({ present }) => present);
      const after = undoSteps(commands, before).reduce(
        (now, { command, only }) => (isMet(only, now) ? applied(now, command) : now),
        moved,
      );
      for (const entry of moved) {
        const isOwn = own.some(
          (each) =>
            each.network === entry.network && each.gateway === entry.gateway && each.netstack === entry.netstack,
        );
        if (!isOwn) expect(after).toContainEqual(entry);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a listing row is found by its pattern, and no other', () => {
  fc.assert(
    fc.property(prefix, address, prefix, address, (network, gateway, other, otherGateway) => {
      fc.pre(network !== other || gateway !== otherGateway);
      const row = (of: string, via: string) => {
        const [name, length] = of.split('/');
        return `${name}  ${formatIpv4(networkOf(0xffffffff, Number(length)))}  ${via}  vmk1  MANUAL`;
      };
      const pattern = new RegExp(rowPattern({ netstack: STACK, network, gateway, present: true }));
      expect(pattern.test(row(network, gateway))).toBe(true);
      expect(pattern.test(row(other, otherGateway))).toBe(false);
    }),
  );
});

describe('by version', () => {
  const add: HostCommand = { kind: 'route.add', netstack: STACK, network: '192.168.40.0/24', gateway: '192.168.20.1' };
  const said = (command: HostCommand, on: readonly number[] | undefined) => {
    const worded = wordsOf(command, on);
    return 'words' in worded ? worded.words.join(' ') : worded.cannot;
  };

  test.each<[HostCommand, readonly number[] | undefined, string]>([
    [add, [5, 0, 0], 'esxcfg-route -a 192.168.40.0/24 192.168.20.1'],
    [add, [3, 5], 'esxcfg-route -a 192.168.40.0/24 192.168.20.1'],
    [add, [5, 1], 'esxcli network ip route ipv4 add --network=192.168.40.0/24 --gateway=192.168.20.1'],
    [{ ...add, kind: 'route.remove' }, [4, 1], 'esxcfg-route -d 192.168.40.0/24 192.168.20.1'],
    [{ ...add, kind: 'route.remove' }, [3, 5], 'no-such-command'],
    [{ ...add, netstack: 'vmotion' }, [5, 1], 'stack-not-on-version'],
    [
      { ...add, netstack: 'vmotion' },
      [6, 5],
      'esxcli network ip route ipv4 add --network=192.168.40.0/24 --gateway=192.168.20.1 --netstack=vmotion',
    ],
    [{ kind: 'gateway.set', netstack: STACK, gateway: '10.0.0.1' }, [5, 0], 'esxcfg-route -a default 10.0.0.1'],
    [
      { kind: 'gateway.set', netstack: STACK, gateway: '10.0.0.1' },
      [8, 0],
      'esxcli network ip route ipv4 add --network=default --gateway=10.0.0.1',
    ],
    [{ kind: 'gateway.remove', netstack: STACK, gateway: '10.0.0.1' }, [4, 1], 'no-such-command'],
    [add, undefined, 'unknown-version'],
    [add, [10, 0], 'unknown-version'],
    [add, [3, 0], 'unknown-version'],
    [{ ...add, network: '192.168.40.7/24' }, [7, 0], 'not-a-value'],
    [{ ...add, network: '0.0.0.0/0' }, [7, 0], 'not-a-value'],
  ])('%j on %j: %s', (command, on, text) => {
    expect(said(command, on)).toBe(text);
  });

  test('what survives a reboot, and what is reached', () => {
    expect(persistenceOf(add, [7, 0]).persistent).toBe(true);
    expect(persistenceOf(add, [5, 0]).persistent).toBe(false);
    expect(persistenceOf(add, [4, 1]).persistent).toBe('unknown');
    expect(persistenceOf(add, undefined)).toEqual({ persistent: 'unknown', certainty: 'unknown', sources: [] });
    expect(mayCutOff(add)).toBe('192.168.40.0/24');
    expect(mayCutOff({ kind: 'gateway.set', netstack: STACK, gateway: '10.0.0.1' })).toBe(DEFAULT_ROUTE);
  });
});
