import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    heard?: string[];
  }
}

/**
 * Runs in the page before all else: writes down what its live regions come to say, the way assistive
 * technologies hear it, also what is gone again by the time one looks.
 */
function listen(): void {
  const LIVE = '[role=log], [role=status], [role=alert], [aria-live]';
  const heard: string[] = [];
  window.heard = heard;
  const tell = (region: Element, text: string | null) => {
    if (text?.trim()) heard.push(`${region.getAttribute('role')}: ${text.trim()}`);
  };
  const observe = (root: ShadowRoot) =>
    new MutationObserver((changes) => {
      for (const { target, addedNodes, type } of changes) {
        const at = target instanceof Element ? target : target.parentElement;
        const region = at?.closest(LIVE);
        if (type === 'characterData' && region) tell(region, target.textContent);
        for (const node of addedNodes) {
          if (region) tell(region, node.textContent);
          else if (node instanceof Element)
            for (const inner of [node, ...node.querySelectorAll('*')])
              if (inner.matches(LIVE)) tell(inner, inner.textContent);
        }
      }
    }).observe(root, { subtree: true, childList: true, characterData: true });
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    observe(root);
    return root;
  };
}

/** From the next page on, what is heard is written down. */
export const startListening = (context: BrowserContext) => context.addInitScript(listen);

/** What was heard on the page since it loaded, each as "role: text", of these roles. */
export async function heard(page: Page, ...roles: string[]): Promise<string[]> {
  const all = await page.evaluate(() => window.heard ?? []);
  return all.filter((line) => roles.some((role) => line.startsWith(`${role}: `)));
}
