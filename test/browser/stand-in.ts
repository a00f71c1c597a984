import type { App } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value), value });

/** A small app that does one of each thing that a page must show. */
export function standIn(app: App, heard: string[]): void {
  app.command('/vmk', async ({ ack, command, client, respond }) => {
    await ack();
    const { channel_id: channel, user_id: user, trigger_id } = command;
    switch (command.text) {
      case 'whisper':
        await client.chat.postEphemeral({ channel, user, text: 'This is for *you*.' });
        return;
      case 'progress': {
        const { ts } = await client.chat.postMessage({ channel, text: 'Reading esx-07 …' });
        await client.chat.postMessage({ channel, thread_ts: ts!, text: 'Detail', blocks: detail() });
        await client.chat.update({ channel, ts: ts!, text: 'Answer', blocks: answer() });
        return;
      }
      case 'form':
        await client.views.open({ trigger_id, view: form() });
        return;
      default:
        await respond({ response_type: 'ephemeral', text: `Heard: ${command.text}` });
    }
  });
  app.action('confirm', async ({ ack, respond, body, client }) => {
    await ack();
    if (body.channel === undefined) {
      await client.chat.postMessage({ channel: body.user.id, text: 'Done on Home.' });
      return;
    }
    await respond({ replace_original: false, response_type: 'ephemeral', text: 'Confirmed.' });
  });
  // Not acknowledged at all, as an app that hangs.
  app.action('hang', async () => undefined);
  app.options('far', async ({ ack, options }) => {
    await ack({ options: ['esx-07', 'esx-08'].filter((name) => name.includes(options.value)).map(option) });
  });
  app.view('form', async ({ ack, view }) => {
    const values = view.state.values;
    const words = values.words?.value?.value ?? '';
    if (words === 'wrong') return ack({ response_action: 'errors', errors: { words: 'Not these words.' } });
    if (words === 'more') return ack({ response_action: 'push', view: second() });
    heard.push(JSON.stringify(values));
    await ack();
  });
  app.view('second', async ({ ack }) => ack({ response_action: 'clear' }));
  app.shortcut('diagnose_message', async ({ ack, shortcut, client }) => {
    await ack();
    if (shortcut.type !== 'message_action') return;
    const { channel, message } = shortcut;
    await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text: 'Diagnosed.' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const blocks: KnownBlock[] = [{ type: 'header', text: plain('What you may ask') }, ...answer()];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.event('app_mention', async ({ event, client }) => {
    await client.chat.postMessage({
      channel: event.channel,
      thread_ts: event.thread_ts ?? event.ts,
      text: 'Mentioned.',
    });
  });
}

function answer(): KnownBlock[] {
  const bold = { type: 'text' as const, text: 'The answer', style: { bold: true } };
  return [
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [bold] }] },
    { type: 'context', elements: [plain('Read 4 s ago · *not bold*')] },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'confirm', text: plain('Confirm'), style: 'primary' },
        { type: 'button', action_id: 'hang', text: plain('Hang'), style: 'danger' },
        { type: 'overflow', action_id: 'more', options: [option('One'), option('Two')] },
      ],
    },
  ];
}

function detail(): KnownBlock[] {
  const row = (...cells: string[]) => cells.map((text) => ({ type: 'raw_text' as const, text }));
  const code = { type: 'text' as const, text: `${'0123456789'.repeat(20)}\n  indented` };
  return [
    { type: 'table', rows: [row('adapter', 'address'), row('vmk0', '10.0.1.128/24')] },
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [code] }] },
  ];
}

const input = (id: string, label: string, element: InputBlock['element'], optional = true): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  optional,
  element,
});

function form(): ModalView {
  const three = ['one', 'two', 'three'].map(option);
  return {
    type: 'modal',
    callback_id: 'form',
    title: plain('A form'),
    submit: plain('Send'),
    close: plain('Leave'),
    blocks: [
      input('words', 'Words', { type: 'plain_text_input', action_id: 'value', max_length: 20 }, false),
      input('paste', 'Paste', { type: 'plain_text_input', action_id: 'value', multiline: true }),
      input('near', 'Near', { type: 'static_select', action_id: 'value', options: three }),
      input('far', 'Far', { type: 'external_select', action_id: 'far', min_query_length: 1 }),
      input('many', 'Many', { type: 'multi_static_select', action_id: 'value', options: three }),
      input('boxes', 'Boxes', { type: 'checkboxes', action_id: 'value', options: three }),
      input('one', 'One of them', { type: 'radio_buttons', action_id: 'value', options: three }),
      input('day', 'Day', { type: 'datepicker', action_id: 'value' }),
      input('files', 'Files', { type: 'file_input', action_id: 'value', max_files: 2 }),
    ],
  };
}

function second(): ModalView {
  const blocks: KnownBlock[] = [{ type: 'section', text: { type: 'mrkdwn', text: 'The *second* one.' } }];
  return { type: 'modal', callback_id: 'second', title: plain('One more'), submit: plain('Done'), blocks };
}
