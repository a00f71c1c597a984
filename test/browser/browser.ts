import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser that is installed, or null. */
export function installedChromium(): string | null {
  const named = process.env.VMKBOT_CHROMIUM;
  if (named !== undefined && named !== '') return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return (
    folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find((file) => existsSync(file)) ?? null
  );
}

/** What a group of tests is called, with the word why it is skipped where it is. */
export function named(name: string): string {
  return installedChromium() === null ? `${name} (skipped: chromium is not installed)` : name;
}

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser; no page of it reaches anything but loopback. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: installedChromium()!, args: QUIET });
}

export interface Tab {
  readonly page: Page;
  /** What the page complained of: errors, and what its policy refused. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Less than a test has, so that what was not found is named. */
const PATIENCE = 45_000;

/** A tab of its own: nothing is shared with others. */
export async function openTab(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.route(
    ({ hostname }) => hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

const ARTIFACTS = path.resolve(import.meta.dirname, '../../artifacts');

/** Keeps what the page looks like, for people. */
export async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
}

/** Drops a file on an element, as a person drags it there. */
export async function drop(page: Page, selector: string, name: string, text: string): Promise<void> {
  const content = JSON.stringify([name, text]);
  const carried = await page.evaluateHandle(`(() => {
    const [name, text] = ${content};
    const carried = new DataTransfer();
    carried.items.add(new File([text], name, { type: 'text/plain' }));
    return carried;
  })()`);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent(selector, type, { dataTransfer: carried });
  }
}
