import { SPEECH } from '../icons/start.js';
import { newElement } from '../page/document.js';
import { OPEN_CHAT } from '../strings/launcher.js';
import { css } from '../styles/css.js';
import { launcher } from '../styles/launcher.js';
import { ACCENT } from '../styles/tokens.js';

/** Draws the launcher into the host's shadow root, with nothing but what the loader carries. */
export function drawLauncher(host: HTMLElement, theme: string | undefined): HTMLButtonElement {
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme:dark)').matches);
  sheet.replaceSync(
    css`:host { display: contents !important; --accent: var(--roomlet-accent, ${dark ? ACCENT.dark : ACCENT.light}) }` +
      launcher,
  );
  root.adoptedStyleSheets = [sheet];
  const button = newElement('button');
  button.className = 'launcher';
  button.part = 'launcher';
  button.ariaLabel = OPEN_CHAT;
  const svg = (name: string, attribute: string, value: string) => {
    const element = Document.prototype.createElementNS.call(
      document,
      'http://www.w3.org/2000/svg',
      name,
    );
    element.setAttribute(attribute, value);
    return element;
  };
  const icon = svg('svg', 'viewBox', '0 0 24 24');
  icon.append(svg('path', 'd', SPEECH));
  button.append(icon);
  root.append(button);
  return button;
}
