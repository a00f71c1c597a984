import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnSockets } from '../workspace/support.ts';
import { openTab, startBrowser, type Tab } from './browser.ts';
import { standIn } from './stand-in.ts';

/** The page's files: each run of tests builds them first. */
export const PAGE = path.resolve(import.meta.dirname, '../../dist/page');

/** A workspace with the page as it stands in the sources, a stand-in for the bot, and a browser. */
export interface Stage {
  readonly workspace: Workspace;
  /** What the form of the stand-in was sent with, as JSON. */
  readonly heard: string[];
  /** A tab of somebody, open in #ops and ready. */
  tab(person: string, options?: BrowserContextOptions): Promise<Tab>;
  end(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const workspace = await startWorkspace({ rateLimits: 'off', page: PAGE });
  const heard: string[] = [];
  const app = boltOnSockets(workspace);
  standIn(app, heard);
  await app.start();
  const browser = await startBrowser();
  return {
    workspace,
    heard,
    tab: (person, options) => readyTab(browser, workspace.url, person, options),
    async end() {
      await browser.close();
      await app.stop();
      await workspace.close();
    },
  };
}

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
