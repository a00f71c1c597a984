import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { SET, settingsOf, WATCHING } from '../changes/time-support.ts';
import { type Stage, stage } from '../e2e/bot.ts';
import { timeHost, timePolicies } from '../e2e/time-scene.ts';
import { faint, nameless } from './accessible.ts';
import { installedChromium, keep, named, startBrowser, type Tab } from './browser.ts';
import { PAGE, readyTab } from './stage.ts';

const PATIENCE = 90_000;
const NAME = 'ntp-never';

describe.skipIf(installedChromium() === null)(named('a change of time in the page'), { timeout: PATIENCE }, () => {
  let on: Stage;
  let host: SimulatedHost;
  let browser: Browser;
  let oncall: Tab;
  let netops: Tab;

  beforeAll(async () => {
    host = await timeHost(NAME);
    on = await stage({
      hosts: [{ name: NAME, group: 'time', running: host }],
      policies: timePolicies,
      page: PAGE,
      channels: [{ name: 'ops' }],
      more: { patience: WATCHING },
    });
    browser = await startBrowser();
    oncall = await readyTab(browser, on.workspace.url, 'oncall');
    netops = await readyTab(browser, on.workspace.url, 'netops');
  }, PATIENCE);
  afterAll(async () => {
    await browser?.close();
    await on?.end();
    await host?.close();
  }, PATIENCE);

  test('never configured: the form with its tick, a second person, applied and watched, followed', async () => {
    await say(oncall.page, `/vmk ntp ${NAME}`);
    const answer = oncall.page.locator('.main .message', { hasText: 'No time server is configured' });
    await answer.getByRole('button', { name: /^Plan the fix/ }).click();
    const form = oncall.page.getByRole('dialog');
    await form.getByRole('textbox', { name: /^Which time servers/ }).fill('10.59.9.123');
    await form.getByRole('checkbox', { name: /^Yes/ }).check();
    await keep(oncall.page, 'time-form');
    expect(await nameless(oncall.page)).toEqual([]);
    expect(await faint(oncall.page)).toEqual([]);
    await form.getByRole('button', { name: 'Plan it' }).click();
    await form.waitFor({ state: 'detached' });
    const card = netops.page.locator('.main .message', { hasText: `${NAME}: ` });
    await card
      .filter({ has: netops.page.getByRole('button', { name: 'Confirm' }) })
      .getByRole('button', { name: 'Confirm' })
      .click();
    const watched = oncall.page.locator('.main .message', { hasText: 'applied, watching until' });
    const verified = oncall.page.locator('.main .message', { hasText: 'The daemon follows 10.59.9.123' });
    await watched.or(verified).last().waitFor();
    await keep(oncall.page, 'time-watching');
    await verified.waitFor();
    await keep(oncall.page, 'time-verified');
    expect(settingsOf(host)).toEqual({ ...SET, servers: ['10.59.9.123'] });
    expect([...oncall.complaints, ...netops.complaints]).toEqual([]);
  });
});

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await field.fill(text);
  await field.press('Control+End');
  await field.press('Escape');
  await field.press('Enter');
}
