import { base } from './base.js';
import { composer } from './composer.js';
import { controls } from './controls.js';
import { launcher, launcherExtras } from './launcher.js';
import { messages } from './messages.js';
import { panel } from './panel.js';
import { room } from './room.js';
import { start } from './start.js';
import { tokens } from './tokens.js';

const parts = [
  base,
  tokens,
  launcher,
  launcherExtras,
  panel,
  controls,
  start,
  room,
  messages,
  composer,
];

let sheet: CSSStyleSheet | undefined;

/** The one sheet all widgets of a page share: constructed, so a page without `style-src` takes it. */
export function widgetSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(parts.join(''));
  }
  return sheet;
}
