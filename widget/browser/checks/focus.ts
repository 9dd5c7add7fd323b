import type { Page } from 'playwright-core';

/** The accessible name of what has the focus, as its label or its text has it; undefined: the page. */
export function focusedName(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const outer = document.activeElement;
    const element = outer?.shadowRoot?.activeElement ?? outer;
    if (!element || element === document.body) return undefined;
    const root = element.getRootNode() as Document | ShadowRoot;
    const labelled = element.getAttribute('aria-labelledby');
    const label = element.id && root.querySelector(`label[for="${element.id}"]`);
    return (
      element.ariaLabel ??
      (labelled && root.getElementById(labelled)?.textContent) ??
      (label || element).textContent?.trim()
    );
  });
}
