import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { type Stage, stage } from './bot.ts';
import { nth, whispered } from './said.ts';

let on: Stage;
const logged: string[] = [];
beforeAll(async () => {
  const channels = ['one', 'two', 'three', 'four', 'five'].map((name) => ({ name }));
  on = await stage({ channels, log: openLog({ VMKBOT_LOG: 'trace' }, { write: (line) => void logged.push(line) }) });
}, 60_000);
afterAll(() => on?.end());

const TABLE = (portgroup: string) => `[root@esx-21:~] esxcfg-vmknic -l
Interface  Port Group/DVPort/Opaque Network        IP Family IP Address      Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type   NetStack
vmk0       Management Network                      IPv4      10.31.8.21      255.255.255.0   10.31.8.255     00:25:b5:21:00:0a 1500    65535     true    STATIC defaultTcpipStack
vmk1       ${portgroup.padEnd(39)} IPv4      10.31.8.121     255.255.255.0   10.31.8.255     00:50:56:6a:21:01 1500    65535     true    STATIC defaultTcpipStack
`;

/** What Slack was sent, as far as it can be seen: the text of messages and blocks. */
function sent(channel: string): string {
  const calls = on.workspace.log
    .calls()
    .filter(({ method, args }) => method !== 'auth.test' && JSON.stringify(args).includes(channel));
  return JSON.stringify(calls.map(({ args }) => args));
}

test('what a host prints calls nobody, links nowhere and formats nothing', async () => {
  const channel = on.workspace.channel('one').id;
  const evil = '<!channel> <@U1> <http://x.y|z> *b*';
  await on.workspace.as('oncall').post({ channel: 'one', text: `@vmkbot check\n\`\`\`\n${TABLE(evil)}\`\`\`` });
  await nth(on.workspace, 'one', 'detail');
  const all = sent(channel);
  expect(all).not.toMatch(/"type":"(broadcast|user|usergroup|link)"/);
  const texts = on.workspace
    .messages('one')
    .filter(({ metadata }) => metadata !== undefined)
    .map(({ text }) => text);
  expect(texts.join('\n')).not.toMatch(/<!channel>|<@U1>|<http/);
});

test('what an operator types calls nobody either', async () => {
  await on.workspace
    .as('oncall')
    .command({ channel: 'two', text: '/vmk why <!here> `<!channel>` is <http://a.b|c> down' });
  const told = await whispered(on.workspace, 'two', 'oncall');
  expect(told.text).not.toMatch(/<!here>|<!channel>|<http/);
  expect(JSON.stringify(told.blocks)).not.toMatch(/"type":"(broadcast|user|usergroup|link)"/);
});

test('a secret in a paste is neither stored, nor logged, nor said again', async () => {
  const channel = on.workspace.channel('three').id;
  const secrets = ['hunter2hunter2', 'xoxb-1234567890-abcdefghijkl'];
  const paste = `${TABLE('vMotion')}\n[root@esx-21:~] export PASSWORD=${secrets[0]}\n[root@esx-21:~] curl -H "Authorization: Bearer ${secrets[1]}" https://x\n`;
  await on.workspace.as('oncall').post({ channel: 'three', text: `@vmkbot state\n\`\`\`\n${paste}\`\`\`` });
  await nth(on.workspace, 'three', 'detail');
  await on.workspace.as('oncall').command({ channel: 'three', text: `/vmk why password=${secrets[0]} is vmk0 used` });
  await whispered(on.workspace, 'three', 'oncall');
  const kept = JSON.stringify(await on.store.list(''));
  expect(kept).toContain('10.31.8.121');
  for (const secret of secrets) {
    expect(kept).not.toContain(secret);
    expect(sent(channel)).not.toContain(secret);
    expect(logged.join('')).not.toContain(secret);
  }
});

test('a secret in the name of a file, or in words that are not understood, is not repeated either', async () => {
  const [token, password] = [['xoxb', '1234567890', 'nameofafile1'].join('-'), ['VMware', '1!'].join('')];
  const { workspace } = on;
  const oncall = workspace.as('oncall');
  await oncall.upload({
    channel: 'five',
    text: '@vmkbot check',
    files: [{ name: `${token}.txt`, text: TABLE('vMotion') }],
  });
  await nth(workspace, 'five', 'detail');
  await oncall.upload({
    channel: 'five',
    text: '@vmkbot check',
    files: [{ name: `${token}.tgz`, base64: 'H4sIAAAA' }],
  });
  expect((await whispered(workspace, 'five', 'oncall')).text).toContain('.tgz');
  await oncall.command({ channel: 'five', text: `/vmk chekc root password ${password}` });
  expect((await whispered(workspace, 'five', 'oncall', 2)).text).toContain('chekc');
  const kept = JSON.stringify(await on.store.list(''));
  for (const secret of [token, password]) {
    expect(kept).not.toContain(secret);
    expect(sent(workspace.channel('five').id)).not.toContain(secret);
    expect(logged.join('')).not.toContain(secret);
  }
});

test('the log has the request, and neither words nor output of hosts', async () => {
  await on.workspace
    .as('oncall')
    .post({ channel: 'four', text: `@vmkbot why does vMotion use vmk0\n\`\`\`\n${TABLE('Quokka')}\`\`\`` });
  const { metadata } = await nth(on.workspace, 'four', 'detail');
  const request = String(metadata!.event_payload.key).split('/')[0]!;
  await expect.poll(() => logged.join('')).toContain(request);
  expect(logged.join('')).not.toMatch(/Quokka|10\.31\.8|does vMotion/);
});
