import { expect, test } from 'vitest';
import { openLog, withoutTokens } from '../src/log.ts';

test.each([
  ['xoxb-1111111111-abcdefghijkl', 'a bot token'],
  ['xapp-1-A01-222-abcdef', 'an app token'],
  ['Bearer abc.def-ghi', 'a bearer word'],
  ['redis://user:s3cret@host:6379', 'a password in an address'],
  ['wss://wss.slack.com/link?ticket=abcd-ef&app_id=1', 'a ticket'],
  ['https://hooks.slack.com/commands/T01/123/AbCdEf', 'a response address'],
])('%s leaves no log', (secret) => {
  const lines: string[] = [];
  const log = openLog({ VMKBOT_LOG: 'debug' }, { write: (line) => void lines.push(line) });
  log.info({ at: secret, err: new Error(`it said ${secret}`) }, `and ${secret}`);
  const [line] = lines;
  expect(JSON.parse(line!)).toMatchObject({ level: 'info' });
  const part = /[A-Za-z0-9.-]{6,}$|s3cret|abcd-ef|AbCdEf/.exec(secret)![0];
  expect(line).not.toContain(part === 'host:6379' ? 's3cret' : part);
});

test('what is no token stays', () => {
  const line = '{"msg":"vmk0 10.0.0.1/24 at https://127.0.0.1:443/api/","channel":"C01"}';
  expect(withoutTokens(line)).toBe(line);
});

test('the level is set by the environment', () => {
  const lines: string[] = [];
  const log = openLog({ VMKBOT_LOG: 'warn' }, { write: (line) => void lines.push(line) });
  log.info('not told');
  log.warn('told');
  expect(lines).toHaveLength(1);
});
