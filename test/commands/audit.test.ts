import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit as verb } from '../../commands/audit.ts';
import { AUDIT } from '../../src/changes/audit.ts';
import { asJson } from '../../src/changes/change.ts';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { readRecord } from '../../src/record/read.ts';
import { askedFor, ended, person, ROUTE } from '../changes/support.ts';
import { asks, asksJson, type Kept, kept } from '../record/support.ts';
import { redisMissing } from '../support/redis-server.ts';

const SECRET = 'Sup3rS3cret-of-a-person';

describe.each(['embedded', 'redis'] as const)('%s', (which) => {
  const name = which === 'redis' && redisMissing !== null ? `(skipped: ${redisMissing})` : '';
  describe.skipIf(name !== '')(`a terminal ${name}`, () => {
    let at: Kept;
    let id: string;
    const folder = mkdtempSync(join(tmpdir(), 'vmkbot-audit-'));

    beforeAll(async () => {
      at = await kept(which);
      const change = await askedFor(at.bot, await at.plan(ROUTE));
      id = change.approval.id;
      const vote = { by: person('U1'), digest: change.approval.digest, code: 'none' } as const;
      await at.changes.confirm(id, { ...vote, reason: `seen, password: ${SECRET}` });
      await ended(at.bot, id);
      const other = await askedFor(at.bot, await at.plan('add 10.44.43.0/24 via 10.44.20.1'));
      await at.changes.confirm(other.approval.id, { ...vote, by: person('U9'), reason: null });
    }, 60_000);
    afterAll(async () => {
      await at.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test('the newest entries first, refusals too, in their published shape', async () => {
      const listed = await asksJson(at.place, 'audit');
      expect(SCHEMAS.audit!.parse(listed)).toEqual(listed);
      expect(listed.entries[0]).toMatchObject({ what: 'refused', by: 'U9' });
      const numbers = listed.entries.map(({ number }: { number: number }) => number);
      expect(numbers).toEqual(numbers.toSorted((a: number, b: number) => b - a));
      expect((await asks(at.place, 'audit')).out).toContain('Confirmed by U1');
    });

    test('of one change, and of one host', async () => {
      const ofOne = (await asksJson(at.place, 'audit', id)).entries;
      expect(new Set(ofOne.map(({ change }: { change: string }) => change))).toEqual(new Set([id]));
      expect((await asksJson(at.place, 'audit', 'Provider')).entries.length).toBeGreaterThan(ofOne.length);
      expect((await asksJson(at.place, 'audit', 'esx-99')).entries).toEqual([]);
    });

    test('the chain of the store is whole, and so is its export, up to the head that was kept', async () => {
      const verdict = await asksJson(at.place, 'audit', 'verify');
      expect(SCHEMAS['audit-verdict']!.parse(verdict)).toEqual(verdict);
      const lines = (await asks(at.place, 'audit', 'export')).out.trimEnd().split('\n');
      expect(verdict).toMatchObject({ of: 'record', result: 'whole', entries: lines.length });
      const file = written(lines);
      const whole = await asks('/nonexistent', 'audit', 'verify', verdict.head, '--from', file);
      expect(whole).toMatchObject({ exit: 0, err: '' });
      expect(whole.out).toContain(`This export is whole: ${lines.length} entries`);
      const empty = await asks('/nonexistent', 'audit', 'verify', '--from', written([]));
      expect(empty).toMatchObject({ exit: 1, out: expect.stringContaining('holds no entry') });
      const without = await asks('/nonexistent', 'audit', 'verify', '--from', written(lines.toSpliced(2, 1)));
      expect(without.out).toMatch(/at line 3: Entry 3 is missing: entry 4 stands there\./);
      const cut = await asks('/nonexistent', 'audit', 'verify', verdict.head, '--from', written(lines.slice(0, -2)));
      expect(cut).toMatchObject({ exit: 5, out: expect.stringContaining(`at line ${lines.length - 1}`) });
    });

    test.each([
      ['a word', 2, (lines: string[]) => lines.with(1, lines[1]!.replace('"U1"', '"U2"').replace('"U0"', '"U2"'))],
      ['a line taken out', 3, (lines: string[]) => lines.toSpliced(2, 1)],
      ['two exchanged', 4, (lines: string[]) => lines.with(3, lines[4]!).with(4, lines[3]!)],
      ['what is no JSON', 1, (lines: string[]) => lines.with(0, 'hello')],
    ])('%s is named by its line', async (_, line, tamper) => {
      const lines = (await asks(at.place, 'audit', 'export')).out.trimEnd().split('\n');
      const { exit, out } = await asks('/nonexistent', 'audit', 'verify', '--from', written(tamper(lines)));
      expect(exit).toBe(5);
      expect(out).toContain(`This export was tampered with at line ${line}: `);
    });

    test('no secret is in the export, the entries or the change', async () => {
      for (const words of [
        ['audit', 'export'],
        ['audit', '--json'],
        ['changes', id],
        ['changes', id, '--json'],
      ])
        expect((await asks(at.place, ...words)).out).not.toContain(SECRET);
      expect((await asks(at.place, 'changes', id)).out).toContain('seen, password: [redacted');
      expect(JSON.stringify(await at.changes.journal(id))).not.toContain(SECRET);
    });

    test('who may not see every host gets no export, no numbers and no counts', async () => {
      const ask = (hosts: string[], ...words: string[]) => {
        const asked = { verb: 'audit', words, from: [], json: false, help: false, inventory: hosts };
        return verb.run(asked, { captures: async () => [], changes: readRecord(at.store, { hosts }) });
      };
      const { stream } = await ask(['other'], 'export');
      await expect(stream!.lines[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'refused', exit: 4 });
      expect((await ask(['other'])).json).toMatchObject({ entries: [] });
      expect((await ask(['other'], 'verify')).json).toMatchObject({ result: 'whole', entries: null, head: null });
      expect((await ask(['other'], id)).json).toMatchObject({ entries: [] });
      expect((await ask(['provider'])).json).toMatchObject({ entries: expect.arrayContaining([]) });
      expect(JSON.stringify((await ask(['provider', 'other'])).json)).toContain('"number":null');
    });

    test.each([
      [['audit', 'verify', 'HEAD', '--from', 'x'], 'NUMBER:HASH'],
      [['audit', 'verify', '1:00'], 'compared with a file'],
      [['audit', '--from', 'x'], 'Only `audit verify` takes --from.'],
      [['audit', 'a', 'b'], 'does not know "a b"'],
      [['audit', 'verify', '--from', '/nonexistent/file'], 'does not exist'],
    ])('%j is refused', async (words, said) => {
      const { exit, err } = await asks(at.place, ...words);
      expect(exit).toBe(2);
      expect(err).toContain(said);
    });

    let files = 0;
    function written(lines: readonly string[]): string {
      const file = join(folder, `${++files}.jsonl`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      return file;
    }
  });
});

describe('an entry changed in the store itself', () => {
  let at: Kept;
  beforeAll(async () => {
    at = await kept('embedded');
  }, 60_000);
  afterAll(() => at.close());

  test('is named by its line, with the way it was changed', async () => {
    await askedFor(at.bot, await at.plan(ROUTE));
    const [first] = await at.store.entries(AUDIT, 1, 1);
    await at.store.commit([
      { kind: 'append', log: AUDIT, entry: { ...(first!.entry as object), number: 2, by: 'U7' } },
      { kind: 'write', key: 'audit-head', version: 'any', value: asJson({ number: 2, hash: '0'.repeat(64) }) },
    ]);
    const { exit, out } = await asks(at.place, 'audit', 'verify');
    expect(exit).toBe(5);
    expect(out).toContain('The record was tampered with at line 2: Its content does not have its hash.');
  });
});
