import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changes } from '../../commands/changes.ts';
import type { ChangesPort } from '../../src/changes-port.ts';
import { changeRow } from '../../src/core/describe/change-json.ts';
import type { ChangeList } from '../../src/core/record.ts';
import { openStore } from '../../src/store/index.ts';
import { run } from '../../src/terminal/run.ts';
import { STORIES } from '../slack/changes/card-subjects.ts';
import { sink } from '../support/terminal.ts';

const armed = STORIES.armed!();
const LISTED: ChangeList = { open: [changeRow(armed.change, [armed.plan])], more: 0, ended: [], names: {} };

async function listed(isLeft: boolean): Promise<string> {
  const one = async () => ({ ...armed.subject(), earlier: 0, names: {} });
  const record = { list: async () => LISTED, one, isLeft: () => isLeft } as unknown as ChangesPort;
  const asked = { verb: 'changes', words: [], from: [], json: false, help: false };
  const said = await changes.run(asked as never, { changes: record } as never);
  return JSON.stringify(said.reply());
}

test('where no bot runs the list says so, and when the host of what is being applied takes it back', async () => {
  const left = await listed(true);
  expect(left).toContain('1 being applied. No bot runs, so none of it goes on by itself.');
  expect(left).toMatch(/`c-7f3a9k`: esx-provider (was to take|takes) it back by itself at \d\d:\d\d:\d\d UTC/);
  expect(await listed(false)).not.toContain('No bot runs');
});

test('a host that is neither in the inventory nor on record is told as that, with another exit than all quiet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-left-'));
  await (await openStore(folder)).close();
  const config = join(folder, 'vmkbot.yaml');
  writeFileSync(join(folder, 'password'), 'lab\n');
  writeFileSync(config, 'hosts:\n  esx-07: { address: 192.0.2.7, password_file: password }\n');
  const asks = async (...words: string[]) => {
    const [out, err] = [sink(), sink()];
    const env = { NO_COLOR: '1', VMKBOT_STORE: folder, VMKBOT_CONFIG: config };
    const exit = await run(words, { out: out.stream, err: err.stream, env });
    return { exit, text: out.text() + err.text() };
  };
  for (const verb of ['changes', 'audit']) {
    const wrong = await asks(verb, 'esx-08');
    expect(wrong).toMatchObject({ exit: 2, text: expect.stringContaining('There is no host "esx-08"') });
    expect(wrong.text).toContain('esx-07');
    expect((await asks(verb, 'ESX-07')).exit).toBe(0);
  }
  rmSync(folder, { recursive: true, force: true });
}, 30_000);
