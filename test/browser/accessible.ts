import type { Page } from 'playwright-core';

const CONTROLS =
  'button, a[href], input:not([hidden]), textarea, select, [role="combobox"], [role="tab"], [role="switch"]';

/** Controls on the page that have no name for somebody who does not see them, as HTML. */
export async function nameless(page: Page): Promise<string[]> {
  const found = await namelessNow(page);
  // One that was drawn anew while it was looked at has a name the second time.
  return found.length === 0 ? found : await namelessNow(page);
}

async function namelessNow(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const control of await page.locator(CONTROLS).all()) {
    if (!(await control.isVisible())) continue;
    const html = await control.evaluate((element) => element.outerHTML.slice(0, 200));
    const snapshot = await control.ariaSnapshot();
    if (!/"[^"]+"|\/[^/]+\//.test(snapshot.split('\n')[0] ?? '')) found.push(html);
  }
  return found;
}

/** Ids that stand more than once, but for the one the library of blocks gives each of its own. */
export async function repeatedIds(page: Page): Promise<string[]> {
  const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at && id !== 'slack_blocks_to_jsx'))];
}

/** The contrast of each text with what lies behind it, where it is under what WCAG 2.2 AA asks of text: 4.5, of large text 3. */
export async function faint(page: Page): Promise<string[]> {
  return page.evaluate(MEASURE) as Promise<string[]>;
}

const MEASURE = `(() => {
  const rgb = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a }; };
  const channel = (value) => { const c = value / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ({ r, g, b }) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const over = (top, under) => {
    const mix = (t, u) => t * top.a + u * (1 - top.a);
    return { r: mix(top.r, under.r), g: mix(top.g, under.g), b: mix(top.b, under.b), a: 1 };
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at !== null; at = at.parentElement) layers.push(rgb(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), { r: 255, g: 255, b: 255, a: 1 });
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const element = node.parentElement;
    const style = getComputedStyle(element);
    const hidden = element.closest('noscript, .hidden, :disabled') !== null || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (node.textContent.trim() === '' || hidden) continue;
    const ground = behind(element);
    const [a, b] = [light(over(rgb(style.color), ground)), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) found.add(ratio.toFixed(2) + ' ' + element.className + ' ' + node.textContent.trim().slice(0, 40));
  }
  return [...found];
})()`;
