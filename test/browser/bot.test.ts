import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silent } from '../../src/log.ts';
import { sharedVmotion } from '../../src/samples/shared-vmotion.ts';
import { startLocal } from '../../src/start/local.ts';
import { faint, nameless } from './accessible.ts';
import { drop, installedChromium, keep, named, startBrowser } from './browser.ts';
import { readyTab } from './stage.ts';

const PATIENCE = 60_000;

describe.skipIf(installedChromium() === null)(
  named('the bot in the page, as npm start opens it'),
  { timeout: PATIENCE },
  () => {
    let started: Awaited<ReturnType<typeof startLocal>>;
    let browser: Browser;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-bot-page-'));
      started = await startLocal({ VMKBOT_STORE: folder }, silent());
      browser = await startBrowser();
    }, PATIENCE);
    afterAll(async () => {
      await browser?.close();
      await started?.stop();
      rmSync(folder, { recursive: true, force: true });
    }, PATIENCE);

    const as = async (person: string, use: (page: Page) => Promise<void>, dark = false) => {
      const tab = await readyTab(browser, started.url!, person, { colorScheme: dark ? 'dark' : 'light' });
      try {
        await use(tab.page).catch(async (error: unknown) => {
          await keep(tab.page, 'failed');
          throw error;
        });
        expect(tab.complaints).toEqual([]);
      } finally {
        await tab.close();
      }
    };

    test('the welcome suggests five things, and a click on one asks it', () =>
      as('oncall', async (page) => {
        const welcome = page.locator('.message', { hasText: 'five things to try' });
        expect(await welcome.getByRole('button', { name: /^(why|check|compare) / }).count()).toBe(5);
        await keep(page, 'bot-welcome');
        await welcome.getByRole('button', { name: 'why does vMotion use vmk0 on shared' }).click();
        const answer = answerTo(page, 'why does vMotion use vmk0 on shared');
        await answer.getByText('vmk0 and vmk1 share').waitFor();
      }));

    test('a command about a simulated host is answered, with reasons in the thread and a question after it', () =>
      as('oncall', async (page) => {
        await say(page, "/vmk why can't 10.44.40.0/24 reach vmk1 on provider");
        await answerTo(page, "why can't 10.44.40.0/24").getByRole('button', { name: /repl/ }).click();
        const thread = page.getByRole('complementary', { name: 'Thread' });
        await thread.getByText('Lines of the output', { exact: true }).waitFor();
        await keep(page, 'bot-thread');
        await thread.getByRole('textbox').fill('@vmkbot route 8.8.8.8');
        await page.keyboard.press('Enter');
        await thread.getByText(/^8\.8\.8\.8 is reached by/).waitFor();
      }));

    test('an output is pasted, and asked about in its thread', () =>
      as('oncall', async (page) => {
        await say(page, `what the host prints\n\`\`\`\n${sharedVmotion.text}\n\`\`\``);
        const paste = page.locator('.main .message', { hasText: 'what the host prints' }).last();
        await paste.hover();
        await paste.getByRole('button', { name: 'Reply in thread' }).click();
        const thread = page.getByRole('complementary', { name: 'Thread' });
        await thread.getByRole('textbox').fill('@vmkbot why does vMotion use vmk0');
        await page.keyboard.press('Enter');
        await thread
          .locator('.message', { hasText: 'oncall asked' })
          .or(thread.getByText('What happens'))
          .first()
          .waitFor();
        expect(await thread.innerText()).toMatch(/vmk0 and vmk1 share/);
        await keep(page, 'bot-paste');
      }));

    test('a file is dropped in a thread, with a mention', () =>
      as('oncall', async (page) => {
        await say(page, 'a host for you');
        const message = page.locator('.main .message', { hasText: 'a host for you' }).last();
        await message.hover();
        await message.getByRole('button', { name: 'Reply in thread' }).click();
        const thread = page.getByRole('complementary', { name: 'Thread' });
        await drop(page, '.side .messages', 'esx.txt', sharedVmotion.text);
        await thread.getByRole('textbox').fill('@vmkbot check');
        await page.keyboard.press('Enter');
        await thread.getByText(/share/).first().waitFor();
        await keep(page, 'bot-file');
      }));

    test('the shortcut diagnoses a message', () =>
      as('oncall', async (page) => {
        await say(page, `printed today\n\`\`\`\n${sharedVmotion.text}\n\`\`\``);
        const message = page.locator('.main .message', { hasText: 'printed today' }).last();
        await message.hover();
        await message.getByRole('button', { name: 'More actions' }).click();
        await page.getByRole('menuitem', { name: /Diagnose this output/ }).click();
        await message.getByRole('button', { name: /repl/ }).click();
        await page.getByRole('complementary', { name: 'Thread' }).getByText(/share/).first().waitFor();
      }));

    test('the paste modal, opened from Home: an error by field, then an answer in the direct message', () =>
      as('storage', async (page) => {
        await page.getByRole('button', { name: /^vmkbot/ }).click();
        await page.getByRole('tab', { name: 'Home' }).click();
        const home = page.getByRole('tabpanel', { name: 'Home' });
        await home.getByText('Hosts').first().waitFor();
        await keep(page, 'bot-home');
        await home.getByRole('button', { name: /^Paste an output/ }).click();
        const modal = page.getByRole('dialog');
        await modal.getByRole('button', { name: 'Ask' }).click();
        await modal.getByText('Paste an output here, choose a host, or drop a file.').waitFor();
        await keep(page, 'bot-modal');
        await modal.getByRole('textbox', { name: /^Paste what/ }).fill(sharedVmotion.text);
        await modal.getByRole('button', { name: 'Ask' }).click();
        await modal.waitFor({ state: 'detached' });
        await page.getByRole('tab', { name: 'Messages' }).click();
        await page.locator('.main .message', { hasText: /share/ }).first().waitFor();
      }));

    test('who may not ask about a host is told why, alone', () =>
      as('netops', async (page) => {
        await say(page, '/vmk check esxi41');
        const refusal = page.locator('.main .message', { hasText: 'Only' }).last();
        await refusal.getByText('Only visible to you').waitFor();
        expect(await refusal.innerText()).toMatch(/@storage-team|storage-team/);
        await keep(page, 'bot-refused');
      }));

    test('help is for the asker alone', () =>
      as('netops', async (page) => {
        await say(page, '/vmk help');
        const help = page.locator('.main .message', { hasText: 'every finding for a host' }).last();
        await help.getByText('Only visible to you').waitFor();
        expect(await help.innerText()).not.toContain('esxi41');
      }));

    test.each([false, true])('all of it is named and readable (dark: %s)', (dark) =>
      as(
        'oncall',
        async (page) => {
          const words = dark ? 'compare pair-b pair-a' : 'compare pair-a pair-b';
          await say(page, `/vmk ${words}`);
          await answerTo(page, words).getByRole('button', { name: /repl/ }).click();
          await page.getByRole('complementary', { name: 'Thread' }).locator('.message').nth(1).waitFor();
          expect(await nameless(page)).toEqual([]);
          expect(await faint(page)).toEqual([]);
          await keep(page, dark ? 'bot-dark' : 'bot-light');
          await page.setViewportSize({ width: 900, height: 700 });
          await keep(page, dark ? 'bot-dark-900' : 'bot-light-900');
        },
        dark,
      ),
    );
  },
);

async function say(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await field.fill(text);
  await field.press('Control+End');
  await field.press('Escape');
  await field.press('Enter');
}

/** The bot's first message about a question. */
const answerTo = (page: Page, words: string) => page.locator('.main .message', { hasText: `asked: ${words}` }).last();
