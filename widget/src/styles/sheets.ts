import { base } from './base.js';
import { controls } from './controls.js';
import { launcher, launcherExtras } from './launcher.js';
import { panel } from './panel.js';
import { start } from './start.js';
import { tokens } from './tokens.js';

const sheets = new Map<string, CSSStyleSheet>();

/**
 * Gives a shadow root a style: constructed, so a page without `style-src` takes it, once, and
 * shared by all widgets of a page.
 */
export function adopt(root: ShadowRoot, style: string): void {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/** What the core draws. */
export const coreStyle = [base, tokens, launcher, launcherExtras, panel, controls, start].join('');
