/** What the bot is measured beside, in a process of its own: Bolt and nothing else. `BARE=ack` only acknowledges, `BARE=post` also posts a line. */
import bolt from '@slack/bolt';

const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, PORT, BARE } = process.env;
const app = new bolt.App({
  token: SLACK_BOT_TOKEN!,
  ...(SLACK_APP_TOKEN === undefined
    ? { signingSecret: SLACK_SIGNING_SECRET! }
    : { socketMode: true, appToken: SLACK_APP_TOKEN }),
  clientOptions: { slackApiUrl: SLACK_API_URL! },
  logLevel: bolt.LogLevel.ERROR,
});

app.command('/vmk', async ({ ack, client, body }) => {
  await ack();
  if (BARE === 'post') await client.chat.postMessage({ channel: body.channel_id, text: 'answer' });
});

app.event('app_mention', async ({ event, client }) => {
  const [file] = (event as { files?: { url_private_download: string }[] }).files ?? [];
  if (file !== undefined) {
    const headers = { authorization: `Bearer ${SLACK_BOT_TOKEN}` };
    await (await fetch(file.url_private_download, { headers })).text();
  }
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.thread_ts ?? event.ts, text: 'answer' });
});

await app.start(Number(PORT ?? 0));
process.once('SIGTERM', () => app.stop().finally(() => process.exit(0)));
