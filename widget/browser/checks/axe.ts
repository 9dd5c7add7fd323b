import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The rules whose answer depends on colours, or on the borders that forced colours draw. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block', 'target-size'];

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe?: { run(context: Document, options: RunOptions): Promise<AxeResults> };
  }
}

/**
 * Axe takes the colour of text from `-webkit-text-fill-color`. Chromium computes that as if colours
 * were never forced, though it paints the forced one, which is what `color` says.
 */
function readColour(): void {
  const { getPropertyValue } = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.getPropertyValue = function (name) {
    return getPropertyValue.call(this, name === '-webkit-text-fill-color' ? 'color' : name);
  };
}

/**
 * What axe finds wrong with the whole page, shadow roots included: a line per element.
 * @param rules `colours` where the page was judged by all of them and has changed its colours only
 */
export async function axe(page: Page, rules: 'all' | 'colours'): Promise<string[]> {
  const options: RunOptions = {
    runOnly: rules === 'all' ? TAGS : { type: 'rule', values: OF_COLOUR },
    resultTypes: ['violations'],
    preload: false,
  };
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(readColour);
    await page.evaluate(await source);
  }
  return page.evaluate(async (given) => {
    const results = await window.axe?.run(document, given);
    return (results?.violations ?? []).flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) =>
        [`axe ${id}: ${help}`, target.flat().join(' '), failureSummary].join(' | '),
      ),
    );
  }, options);
}
