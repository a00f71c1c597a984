import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnSockets } from '../workspace/support.ts';
import { openTab, startBrowser, type Tab } from './browser.ts';
import { standIn } from './stand-in.ts';

/** A workspace with the page as it stands in the sources, a stand-in for the bot, and a browser. */
export interface Stage {
  readonly workspace: Workspace;
  /** The folder of the page's files. */
  readonly page: string;
  /** What the form of the stand-in was sent with, as JSON. */
  readonly heard: string[];
  /** A tab of somebody, open in #ops and ready. */
  tab(person: string, options?: BrowserContextOptions): Promise<Tab>;
  end(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-page-'));
  const { buildPage } = (await import(BUILD)) as { buildPage(folder: string): Promise<void> };
  await buildPage(folder);
  const workspace = await startWorkspace({ rateLimits: 'off', page: folder });
  const heard: string[] = [];
  const app = boltOnSockets(workspace);
  standIn(app, heard);
  await app.start();
  const browser = await startBrowser();
  return {
    workspace,
    page: folder,
    heard,
    tab: (person, options) => readyTab(browser, workspace.url, person, options),
    async end() {
      await browser.close();
      await app.stop();
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const BUILD = new URL('../../scripts/page.mjs', import.meta.url).href;

export async function readyTab(
  browser: Browser,
  url: string,
  person: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const tab = await openTab(browser, `${url}?as=${person}`, options);
  await tab.page.getByRole('log').waitFor();
  return tab;
}
