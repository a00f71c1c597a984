import { createHmac } from 'node:crypto';
import { App } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silent } from '../../src/log.ts';
import { linkFor } from '../../src/slack/receivers.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { freePort } from '../support/free-port.ts';

const SECRET = 'signing-secret';
const FORM = 'application/x-www-form-urlencoded';
let link: ReturnType<typeof linkFor>;
let port: number;
let bodies: object[];

beforeEach(async () => {
  port = await freePort();
  link = linkFor({ SLACK_SIGNING_SECRET: SECRET, PORT: port, VMKBOT_STORE: '' }, silent());
  const logger = slackLogger(silent());
  const app = new App({ receiver: link.receiver, authorize: async () => ({}), convoStore: false, logger });
  bodies = [];
  app.use(async ({ body, ack }) => {
    bodies.push(body);
    await (ack as undefined | (() => Promise<void>))?.();
  });
  await link.start();
});
afterEach(() => link.stop());

async function send(body: string, type: string, path = '/slack/events', signed = true): Promise<number> {
  const at = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', signed ? SECRET : 'another')
    .update(`v0:${at}:${body}`)
    .digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${mac}`,
    connection: 'close',
  };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
  await response.arrayBuffer();
  return response.status;
}

test.each([
  ['null', 'application/json'],
  ['payload=null', FORM],
])('a signed body %s is refused, and what follows is read', async (body, type) => {
  expect(await send(body, type)).toBe(400);
  const event = { type: 'event_callback', team_id: 'T', event: { type: 'app_mention' } };
  expect(await send(JSON.stringify(event), 'application/json')).toBe(200);
  expect(bodies).toEqual([event]);
});

test('what is not signed, not read, too long or not addressed to us is refused as before', async () => {
  const event = '{"type":"event_callback","team_id":"T","event":{"type":"app_mention"}}';
  expect(await send(event, 'application/json', '/slack/events', false)).toBe(401);
  expect(await send('{{{', 'application/json')).toBe(400);
  expect(await send('x'.repeat(6_000_000), 'application/json')).toBe(413);
  expect(await send(event, 'application/json', '/elsewhere')).toBe(404);
  const read = await fetch(`http://127.0.0.1:${port}/slack/events`, { headers: { connection: 'close' } });
  expect(read.status).toBe(404);
  expect(await send('ssl_check=1', FORM)).toBe(200);
  expect(bodies).toEqual([]);
});
