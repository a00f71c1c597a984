import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { faint, nameless, repeatedIds } from './accessible.ts';
import { drop, installedChromium, keep, named, openTab, startBrowser, type Tab } from './browser.ts';
import { openStage, PAGE, readyTab, type Stage } from './stage.ts';

/** Waits for what a person would see; the browser's own patience is longer than any answer takes. */
const seen = (page: Page, text: string | RegExp) => page.getByText(text).last().waitFor();
const field = (page: Page) => page.getByRole('textbox', { name: /^Message to/ });
const messageWith = (page: Page, text: string) => page.locator('.main .message', { hasText: text }).last();

/** As text: the tests are checked without the types of a browser. */
const OPACITY = 'getComputedStyle([...document.querySelectorAll(".main .message > .tools")].at(-1)).opacity';

async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('End');
  await field(page).press('Escape');
  await field(page).press('Enter');
}

describe.skipIf(installedChromium() === null)(named('the page of the local workspace'), { timeout: 180_000 }, () => {
  let stage: Stage;
  const open: Tab[] = [];
  const tab = async (...wish: Parameters<Stage['tab']>) => {
    const opened = await stage.tab(...wish);
    open.push(opened);
    return opened.page;
  };

  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    const complaints = open.flatMap((one) => one.complaints);
    for (const one of open.splice(0)) await one.close();
    expect(complaints.filter((line) => !/status of 400|net::ERR_/.test(line))).toEqual([]);
  });
  afterAll(() => stage.end());

  test('a newcomer is asked who to be, and sees it from then on', async () => {
    const browser = await startBrowser();
    try {
      const { page } = await openTab(browser, stage.workspace.url);
      await page.getByRole('button', { name: /storage/ }).click();
      await seen(page, 'You are');
      await page.reload();
      await page.getByRole('button', { name: /You are storage/ }).click();
      await page.getByRole('menuitem', { name: 'Be netops' }).click();
      await page.getByRole('button', { name: /You are netops/ }).waitFor();
    } finally {
      await browser.close();
    }
  });

  test('what one person says stands at once on the page of another, with an unread mark in a channel that is not open', async () => {
    const [oncall, netops] = [await tab('oncall'), await tab('netops')];
    await netops.getByRole('button', { name: /^random/ }).click();
    await say(oncall, 'Who has seen `vmk1`?');
    await netops.getByRole('button', { name: /^ops.*unread/ }).click();
    await seen(netops, 'Who has seen');
    expect(await netops.locator('.message code, .message .slack_inline_code').last().textContent()).toBe('vmk1');
    expect(await netops.locator('.channel-unread').count()).toBe(0);
  });

  test('a message is seen as it is edited, with its table, its code and its buttons', async () => {
    const page = await tab('oncall');
    await say(page, '/vmk progress');
    const message = messageWith(page, 'The answer');
    await message.getByRole('button', { name: 'Confirm' }).waitFor();
    expect(await message.textContent()).toContain('*not bold*');
    await message.getByRole('button', { name: '1 reply' }).click();
    const side = page.getByRole('complementary', { name: 'Thread' });
    expect(await side.getByRole('columnheader').allTextContents()).toEqual(['adapter', 'address']);
    const code = side.locator('pre');
    await code.waitFor();
    const [shown, whole] = await code.evaluate((pre) => [pre.clientWidth, pre.scrollWidth]);
    expect(whole, 'a long line scrolls').toBeGreaterThan(shown!);
    await page.keyboard.press('Escape');
    expect(await side.count()).toBe(0);
  });

  test('a click is acknowledged, and one that the app leaves is told', async () => {
    const page = await tab('oncall');
    await say(page, '/vmk progress');
    const message = messageWith(page, 'The answer');
    await message.getByRole('button', { name: 'Confirm' }).click();
    await seen(page, 'Confirmed.');
    await message.getByRole('button', { name: 'Hang' }).click();
    await seen(page, 'vmkbot did not answer in time. Try again.');
  });

  test('what only one person sees says so, and nobody else has it', async () => {
    const [oncall, netops] = [await tab('oncall'), await tab('netops')];
    await say(oncall, '/vmk whisper');
    const whisper = messageWith(oncall, 'This is for you.');
    await whisper.getByText('Only visible to you').waitFor();
    await say(oncall, 'after it');
    await seen(netops, 'after it');
    expect(await netops.getByText('This is for').count()).toBe(0);
  });

  test('commands, names and channels are offered while they are typed', async () => {
    const page = await tab('oncall');
    await field(page).pressSequentially('/v');
    await page.getByRole('option', { name: /^\/vmk/ }).waitFor();
    await field(page).press('Tab');
    expect(await field(page).inputValue()).toBe('/vmk ');
    await field(page).fill('');
    await field(page).pressSequentially('hello @vm');
    await page.getByRole('option', { name: /@vmkbot/ }).waitFor();
    await field(page).press('Enter');
    expect(await field(page).inputValue()).toBe('hello @vmkbot ');
    await field(page).press('Enter');
    await messageWith(page, 'hello').getByRole('button', { name: '1 reply' }).waitFor();
  });

  test('several lines are kept as they were pasted; Shift+Enter begins a line', async () => {
    const page = await tab('oncall');
    await field(page).fill('Name  Address');
    await field(page).press('Shift+Enter');
    await field(page).pressSequentially('  vmk0   10.0.0.1');
    await field(page).press('Enter');
    const { blocks } = await stage.workspace.until(() =>
      stage.workspace.messages('ops').find(({ text }) => text.startsWith('Name  Address')),
    );
    expect(JSON.stringify(blocks)).toContain('Name  Address\\n  vmk0   10.0.0.1');
    const shown = await messageWith(page, 'Address').locator('.message-body').innerText();
    expect(shown.trim()).toBe('Name  Address\n  vmk0   10.0.0.1');
  });

  test('a file is dropped on the messages, sent with words, and read in the viewer', async () => {
    const page = await tab('oncall');
    await drop(page, '.main .messages', 'host.txt', 'first line\nsecond line');
    await page.getByRole('list', { name: 'Files to send' }).getByText('host.txt').waitFor();
    await say(page, 'what it printed');
    await messageWith(page, 'what it printed')
      .getByRole('button', { name: /host.txt/ })
      .click();
    const viewer = page.getByRole('dialog', { name: 'host.txt' });
    await viewer.getByText('second line').waitFor();
    await keep(page, 'file-viewer');
    await page.keyboard.press('Escape');
    expect(await viewer.count()).toBe(0);
  });

  test('the shortcut is in the menu of a message', async () => {
    const page = await tab('oncall');
    await say(page, 'some output');
    const message = messageWith(page, 'some output');
    await message.hover();
    await message.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Diagnose this output/ }).click();
    await message.getByRole('button', { name: /1 reply/ }).waitFor();
  });

  test('a modal takes every kind of field, says what is wrong by field, and keeps the focus inside', async () => {
    const page = await tab('oncall');
    await say(page, '/vmk form');
    const modal = page.getByRole('dialog', { name: 'A form' });
    const words = modal.getByRole('textbox', { name: 'Words' });
    await words.fill('wrong');
    await modal.getByText('5 of 20').waitFor();
    expect(await nameless(page)).toEqual([]);
    await modal.getByRole('button', { name: 'Send' }).click();
    await modal.getByText('Not these words.').waitFor();
    expect(await words.getAttribute('aria-invalid')).toBe('true');
    await keep(page, 'modal');
    await words.fill('right');
    await modal.getByRole('textbox', { name: 'Paste' }).fill('a\n  b');
    await modal.getByRole('combobox', { name: 'Near' }).click();
    await modal.getByRole('option', { name: 'two' }).click();
    await modal.getByRole('combobox', { name: 'Far' }).pressSequentially('08');
    await modal.getByRole('option', { name: 'esx-08' }).waitFor();
    await page.keyboard.press('Enter');
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
      await modal.getByRole('combobox', { name: 'Many' }).press(key);
    }
    await modal.getByRole('checkbox', { name: 'three' }).check();
    await modal.getByRole('radio', { name: 'one' }).check();
    await modal.getByLabel('Day').fill('2026-11-21');
    await modal
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
    await modal.getByText('a.txt').waitFor();
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate("document.activeElement.closest('dialog') !== null")).toBe(true);
    }
    await modal.getByRole('button', { name: 'Send' }).click();
    await modal.waitFor({ state: 'detached' });
    const values = JSON.parse(stage.heard.at(-1)!) as Record<string, Record<string, Record<string, unknown>>>;
    expect(values).toMatchObject({
      words: { value: { value: 'right' } },
      paste: { value: { value: 'a\n  b' } },
      near: { value: { selected_option: { value: 'two' } } },
      far: { far: { selected_option: { value: 'esx-08' } } },
      many: { value: { selected_options: [{ value: 'one' }, { value: 'three' }] } },
      boxes: { value: { selected_options: [{ value: 'three' }] } },
      one: { value: { selected_option: { value: 'one' } } },
      day: { value: { selected_date: '2026-11-21' } },
      files: { value: { files: [{ name: 'a.txt' }] } },
    });
  });

  test('a modal over a modal; Esc closes the one on top', async () => {
    const page = await tab('oncall');
    await say(page, '/vmk form');
    const modal = page.getByRole('dialog', { name: 'A form' });
    await modal.getByRole('textbox', { name: 'Words' }).fill('more');
    await modal.getByRole('button', { name: 'Send' }).click();
    const second = page.getByRole('dialog', { name: 'One more' });
    await second.waitFor();
    await page.keyboard.press('Escape');
    await second.waitFor({ state: 'detached' });
    expect(await modal.getByRole('textbox', { name: 'Words' }).inputValue()).toBe('more');
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
  });

  describe('the foot of the messages', () => {
    const foot = (page: Page) =>
      page
        .locator('.main .messages')
        .evaluate((box) => Math.round(box.scrollHeight - box.scrollTop - box.clientHeight));
    const filled = async (page: Page) => {
      for (let at = 0; at < 12; at += 1) await say(page, `line ${at}\nand more of it\nand more`);
      await messageWith(page, 'line 11').waitFor();
      await page.locator('.main .messages').hover();
      await page.mouse.wheel(0, -900);
      await expect.poll(() => foot(page)).toBeGreaterThan(200);
    };

    test.each(['light', 'dark'] as const)(
      'what others say below it is marked in %s, and a click shows it',
      async (colorScheme) => {
        const page = await tab('oncall', { colorScheme, viewport: { width: 1280, height: 600 } });
        const other = await tab('netops');
        await filled(page);
        await say(other, 'said below');
        await say(other, 'and once more');
        const mark = page.getByRole('button', { name: '2 new messages' });
        await mark.waitFor();
        expect(await foot(page)).toBeGreaterThan(200);
        await keep(page, `new-below-${colorScheme}`);
        await mark.click();
        await mark.waitFor({ state: 'detached' });
        expect(await foot(page)).toBeLessThan(80);
      },
    );

    test('the answer to one’s own command or button is shown, wherever one was', async () => {
      const page = await tab('oncall', { viewport: { width: 1280, height: 600 } });
      await say(page, '/vmk progress');
      await messageWith(page, 'The answer').getByRole('button', { name: 'Confirm' }).waitFor();
      await filled(page);
      await say(page, '/vmk later');
      await seen(page, 'Heard: later');
      await expect.poll(() => foot(page)).toBeLessThan(80);
      await page.locator('.message', { hasText: 'The answer' }).last().scrollIntoViewIfNeeded();
      await page.locator('.message', { hasText: 'The answer' }).last().getByRole('button', { name: 'Confirm' }).click();
      await seen(page, 'Confirmed.');
      await expect.poll(() => foot(page)).toBeLessThan(80);
    });

    test('a message with a file and what answers it stay in sight while the field below grows and shrinks', async () => {
      const page = await tab('oncall', { viewport: { width: 1280, height: 600 } });
      await filled(page);
      await drop(page, '.main .messages', 'host.txt', 'first line');
      await page.getByRole('list', { name: 'Files to send' }).getByText('host.txt').waitFor();
      await say(page, '@vmkbot with a file\nof two lines');
      await messageWith(page, 'with a file').getByRole('button', { name: '1 reply' }).waitFor();
      await expect.poll(() => foot(page)).toBeLessThan(80);
    });
  });

  test('a reload keeps the thread that is open, and closing it forgets it', async () => {
    const page = await tab('oncall');
    await say(page, '/vmk progress');
    await messageWith(page, 'The answer').getByRole('button', { name: '1 reply' }).click();
    const side = page.getByRole('complementary', { name: 'Thread' });
    await side.getByRole('table').waitFor();
    await page.reload();
    await side.getByRole('table').waitFor();
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('log').waitFor();
    expect(await side.count()).toBe(0);
  });

  test('the menu of a message shows without pointing where one touches or where it is narrow', async () => {
    for (const options of [{ hasTouch: true, isMobile: true }, { viewport: { width: 900, height: 700 } }]) {
      const page = await tab('oncall', options);
      await say(page, 'some output to touch');
      await page.mouse.move(1, 1);
      const more = messageWith(page, 'some output to touch').getByRole('button', { name: 'More actions' });
      await more.waitFor();
      await expect.poll(() => page.evaluate(OPACITY)).toBe('1');
      await keep(page, options.isMobile ? 'touch' : 'narrow');
    }
  });

  test('what a button of the Home tab brings is told there, and stands under Messages', async () => {
    const page = await tab('storage', { colorScheme: 'dark' });
    await page.getByRole('button', { name: /^vmkbot/ }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    const home = page.getByRole('tabpanel', { name: 'Home' });
    await home.getByRole('button', { name: 'Confirm' }).click();
    await home.getByRole('button', { name: /has written to you under Messages/ }).waitFor();
    await page.getByRole('tab', { name: /Messages.*1 new/ }).waitFor();
    await keep(page, 'home-told');
    await home.getByRole('button', { name: /has written to you/ }).click();
    await messageWith(page, 'Done on Home.').waitFor();
  });

  test('the Home tab shows what the app published', async () => {
    const page = await tab('oncall');
    await page.getByRole('button', { name: /^vmkbot/ }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('tabpanel', { name: 'Home' }).getByText('What you may ask').waitFor();
  });

  test('the app is put out of a channel and brought in again from the panel about this workspace', async () => {
    const page = await tab('oncall');
    await page.getByRole('button', { name: 'About this workspace' }).click();
    const inside = page.getByRole('switch', { name: 'vmkbot is in #ops' });
    await inside.click();
    await seen(page, /3 people, without vmkbot/);
    await keep(page, 'about');
    await inside.click();
    await seen(page, /3 people, with vmkbot/);
    await page.getByRole('button', { name: /^random/ }).click();
    await say(page, '/invite @vmkbot');
    await seen(page, /3 people, with vmkbot/);
  });

  test('a command by keyboard alone: to the field, send, into the thread, answer, and back', async () => {
    const page = await tab('oncall');
    await page.getByRole('button', { name: /^random/ }).focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('/vmk progress');
    await page.keyboard.press('Enter');
    await messageWith(page, 'The answer').getByRole('button', { name: '1 reply' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    for (let step = 0; step < 12; step += 1) {
      if ((await page.evaluate('document.activeElement.className')) === 'message') break;
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    const side = page.getByRole('complementary', { name: 'Thread' });
    await side.waitFor();
    await page.keyboard.type('@vmkbot and now');
    await page.keyboard.press('Enter');
    await side.getByText('Mentioned.').waitFor();
    await page.keyboard.press('Escape');
    await side.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^ops/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('main', { name: '#random' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test.each(['light', 'dark'] as const)(
    'in %s colours every control has a name and every text its contrast',
    async (colorScheme) => {
      const page = await tab('oncall', { colorScheme });
      await say(page, '/vmk whisper');
      await say(page, '/vmk progress');
      await messageWith(page, 'The answer').getByRole('button', { name: '1 reply' }).click();
      await page.getByRole('complementary', { name: 'Thread' }).getByRole('table').waitFor();
      expect(await nameless(page)).toEqual([]);
      expect(await repeatedIds(page)).toEqual([]);
      expect(await faint(page)).toEqual([]);
      await keep(page, `thread-${colorScheme}`);
    },
  );

  test('nobody is shown an id', async () => {
    const page = await tab('oncall');
    await say(page, 'for @netops and @vmkbot in #random');
    await seen(page, /for @netops and @vmkbot in #random/);
    expect(await page.locator('body').innerText()).not.toMatch(/\b[UCDBTFVSA]0[A-Z0-9]{5,}\b|USLACKBOT/);
  });

  test('what the workspace does not take stays in the field', async () => {
    const page = await tab('oncall');
    await page.route('**/client/post', (route) => route.abort());
    await say(page, 'into the void');
    await seen(page, 'The workspace does not answer. Is it still running?');
    expect(await field(page).inputValue()).toBe('into the void');
    await page.unroute('**/client/post');
    await field(page).press('Enter');
    await messageWith(page, 'into the void').waitFor();
  });

  test('a workspace that went away is told of; another one in its place is found', async () => {
    const first = await startWorkspace({ page: PAGE });
    const port = Number(new URL(first.url).port);
    const browser = await startBrowser();
    let second: Workspace | undefined;
    try {
      const { page } = await readyTab(browser, first.url, 'oncall');
      await say(page, 'before');
      await messageWith(page, 'before').waitFor();
      await first.close();
      const banner = page.getByText('The workspace does not answer. This page tries again every second.');
      await banner.waitFor();
      second = await startWorkspace({ page: PAGE, port, channels: [{ name: 'elsewhere' }] });
      await banner.waitFor({ state: 'detached' });
      await page.getByRole('main', { name: '#elsewhere' }).waitFor();
      await say(page, 'after');
      await messageWith(page, 'after').waitFor();
      expect(await page.getByText('before').count()).toBe(0);
    } finally {
      await browser.close();
      await second?.close();
    }
  });
});
