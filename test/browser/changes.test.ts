import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AFTER, BEFORE, routesOf } from '../changes/support.ts';
import { PEOPLE, type Scene, scene } from '../e2e/changes-scene.ts';
import { faint, nameless } from './accessible.ts';
import { installedChromium, keep, named, startBrowser, type Tab } from './browser.ts';
import { PAGE, readyTab } from './stage.ts';

const PATIENCE = 90_000;
/** Behind the provider's router, which the LAN router does not lead to. */
const VCENTER = 'protected: [{ name: vcenter, address: 203.0.113.20 }]';

describe.skipIf(installedChromium() === null)(named('the road of a change in the page'), { timeout: PATIENCE }, () => {
  let on: Scene;
  let browser: Browser;
  let oncall: Tab;
  let netops: Tab;

  beforeAll(async () => {
    on = await scene(
      { lab: 4 },
      { page: PAGE, people: [...PEOPLE], channels: [{ name: 'ops' }], config: () => VCENTER },
    );
    browser = await startBrowser();
    oncall = await readyTab(browser, on.workspace.url, 'oncall');
    netops = await readyTab(browser, on.workspace.url, 'netops');
  }, PATIENCE);
  afterAll(async () => {
    await browser?.close();
    await on?.end();
  }, PATIENCE);

  test('from a finding to its end: a form, a card, the asker refused, a second person, verified', async () => {
    const { name, host } = on.host();
    await say(oncall.page, `/vmk why can't 10.44.40.0/24 reach vmk1 on ${name}`);
    const finding = oncall.page.locator('.main .message', { hasText: 'Replies to 10.44.40.0/24 leave by vmk0' });
    await finding.getByRole('button', { name: 'Plan the fix…' }).click();
    const form = oncall.page.getByRole('dialog');
    await form.getByRole('textbox', { name: /^Which network/ }).fill('10.44.40.0/24');
    await form.getByRole('textbox', { name: /^Which router/ }).fill('10.44.20.1');
    await keep(oncall.page, 'change-form');
    await form.getByRole('button', { name: 'Plan it' }).click();
    await form.waitFor({ state: 'detached' });
    await pending(oncall.page, name).getByRole('button', { name: 'Confirm' }).click();
    const refusal = oncall.page.locator('.main .message', { hasText: 'someone else must decide' }).last();
    await refusal.getByText('Only visible to you').waitFor();
    await keep(oncall.page, 'change-pending');
    expect(await nameless(oncall.page)).toEqual([]);
    expect(await faint(oncall.page)).toEqual([]);
    expect(routesOf(host)).toEqual(BEFORE);
    await pending(netops.page, name).getByRole('button', { name: 'Confirm' }).click();
    await ended(oncall.page, name, 'verified').waitFor();
    await keep(oncall.page, 'change-verified');
    expect(routesOf(host)).toEqual(AFTER);
    expect(await ended(oncall.page, name, 'verified').getByRole('button', { name: 'Confirm' }).count()).toBe(0);
  });

  test('a change whose protected peer is lost is taken back, and the thread says why', async () => {
    const { name, host } = on.host();
    await say(oncall.page, `/vmk fix route ${name} add 203.0.113.0/24 via 10.44.20.1`);
    await pending(netops.page, name).getByRole('button', { name: 'Confirm' }).click();
    const end = ended(oncall.page, name, 'taken back');
    await end.waitFor();
    expect(routesOf(host)).toEqual(BEFORE);
    await end.getByRole('button', { name: /repl/ }).click();
    const thread = oncall.page.getByRole('complementary', { name: 'Thread' });
    await thread
      .getByText(/vcenter/)
      .first()
      .waitFor();
    await keep(oncall.page, 'change-taken-back');
  });

  test('who asks for what waits already gets to its card by a link', async () => {
    const { name } = on.host();
    const words = `/vmk fix route ${name} add 10.44.40.0/24 via 10.44.20.1`;
    await say(oncall.page, words);
    await pending(oncall.page, name).waitFor();
    await say(netops.page, words);
    const link = card(netops.page, 'asks for just that already').getByRole('link', { name: 'Go to its card' });
    await link.waitFor();
    await keep(netops.page, 'change-twice');
    const [opened] = await Promise.all([netops.page.context().waitForEvent('page'), link.click()]);
    await opened.getByRole('button', { name: 'lead' }).click();
    const thread = opened.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('button', { name: 'Confirm' }).click();
    await ended(oncall.page, name, 'verified').waitFor();
  });

  test('what waits for somebody stands on their Home tab, and is rejected there', async () => {
    const { name } = on.host();
    await say(oncall.page, `/vmk fix route ${name} add 10.44.40.0/24 via 10.44.20.1`);
    await pending(oncall.page, name).waitFor();
    await netops.page.getByRole('button', { name: /^vmkbot/ }).click();
    await netops.page.getByRole('tab', { name: 'Home' }).click();
    const home = netops.page.getByRole('tabpanel', { name: 'Home' });
    const reject = home.getByRole('button', { name: 'Reject' }).first();
    await reject.waitFor();
    await keep(netops.page, 'change-home');
    await reject.click();
    await ended(oncall.page, name, 'rejected').waitFor();
  });

  test('the page complained of nothing', () => {
    expect([...oncall.complaints, ...netops.complaints]).toEqual([]);
  });
});

const card = (page: Page, words: string): Locator => page.locator('.main .message', { hasText: words });
const pending = (page: Page, host: string) =>
  card(page, `${host}: `).filter({ has: page.getByRole('button', { name: 'Confirm' }) });
const ended = (page: Page, host: string, state: string) => card(page, host).filter({ hasText: state }).last();

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await field.fill(text);
  await field.press('Control+End');
  await field.press('Escape');
  await field.press('Enter');
}
