import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = resolve(import.meta.dirname, '..');
const manifest = parse(readFileSync(join(ROOT, 'manifest.yml'), 'utf8'));
const guide = readFileSync(join(ROOT, 'docs/slack.md'), 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(ROOT, 'test', '.manifest-')); // inside, so that the packages' types are found
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of this object as Slack's `Manifest`; empty where it fits. */
function typeFaults(value: unknown): string {
  const file = join(folder, 'manifest.ts');
  const type = "import type { Manifest } from '@slack/web-api/dist/types/request/manifest.d.ts';";
  writeFileSync(file, `${type}\nexport const manifest: Manifest = ${JSON.stringify(value)};\n`);
  const words = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--ignoreConfig', file];
  return spawnSync(join(ROOT, 'node_modules/.bin/tsc'), words, { cwd: ROOT, encoding: 'utf8' }).stdout;
}

test("the manifest fits Slack's own types", () => {
  expect(typeFaults(manifest)).toBe('');
});

test('a manifest with a misspelt scope or event does not fit', () => {
  const scopes = { ...manifest, oauth_config: { scopes: { bot: ['chat:wright'] } } };
  expect(typeFaults(scopes)).toContain('chat:wright');
  const events = { ...manifest, settings: { event_subscriptions: { bot_events: ['app_mentioned'] } } };
  expect(typeFaults(events)).toContain('app_mentioned');
});

test('lengths keep within what Slack takes', () => {
  const { name, description, long_description } = manifest.display_information;
  expect(name.length).toBeLessThanOrEqual(35);
  expect(description.length).toBeLessThanOrEqual(140);
  expect(long_description.length).toBeGreaterThanOrEqual(175);
  expect(long_description.length).toBeLessThanOrEqual(4_000);
  for (const command of manifest.features.slash_commands) {
    expect(command.command.length).toBeLessThanOrEqual(32);
    expect(command.usage_hint.length).toBeLessThanOrEqual(1_000);
  }
  for (const shortcut of manifest.features.shortcuts) expect(shortcut.name.length).toBeLessThanOrEqual(24);
});

test('the command and the shortcut have the names that other programs rely on', () => {
  expect(manifest.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(['/vmk']);
  expect(manifest.features.shortcuts.map(({ callback_id }: { callback_id: string }) => callback_id)).toEqual([
    'diagnose_message',
  ]);
});

test('who decides on a change can be looked up, shown its card, told alone and found again', () => {
  const needed = ['users:read', 'usergroups:read', 'chat:write', 'im:write', 'channels:history', 'groups:history'];
  expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(needed));
  expect(manifest.settings.interactivity.is_enabled).toBe(true);
});

test('each scope has its reason in the guide, and the guide names no other', () => {
  const rows = [...guide.matchAll(/^\| (`[a-z_.:`, ]+) \|/gm)].flatMap(([, cell]) =>
    cell!.match(/[a-z_.]+(:[a-z.]+)?/g),
  );
  expect(rows.sort()).toEqual([...manifest.oauth_config.scopes.bot].sort());
});
