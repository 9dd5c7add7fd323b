import { css } from './css.js';
import { LAYER, SHADOW } from './tokens.js';

/**
 * The launcher, drawn first by the loader and then by the core; both with these lines. Its icon is
 * white on a dark accent, and black on a bright one; so is its focus ring, which therefore lies on it.
 */
export const launcher = css`
.launcher {
  position: fixed; z-index: ${LAYER};
  right: 20px; bottom: calc(20px + env(safe-area-inset-bottom));
  width: 60px; height: 60px; margin: 0; border: 1px solid transparent; border-radius: 50%;
  display: grid; place-items: center; cursor: pointer;
  background: var(--accent); color: lab(from var(--accent) calc(3e3 - 60*l) 0 0);
  box-shadow: ${SHADOW.light};
}
.launcher:hover { filter: brightness(1.07); }
.launcher:focus-visible { outline: 3px solid; outline-offset: -8px; }
.launcher svg { width: 28px; height: 28px; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
:host([aria-busy]) svg { opacity: .5; }
`;

export const launcherExtras = css`
.launcher { color: var(--on-accent); transition: transform .16s, filter .16s; }
.launcher:hover { transform: translateY(-1px); }
.launcher:active { transform: scale(.95); }
.launcher svg { grid-area: 1 / 1; transition: transform .22s var(--ease), opacity .16s; }
.launcher .shut { opacity: 0; transform: rotate(-45deg) scale(.6); }
.launcher[aria-expanded="true"] .shut { opacity: 1; transform: none; }
.launcher[aria-expanded="true"] .speech { opacity: 0; transform: rotate(45deg) scale(.6); }
.badge {
  position: absolute; inset: -4px -4px auto auto; min-width: 22px; height: 22px; padding: 0 6px;
  display: grid; place-items: center; border-radius: var(--full);
  font: 650 var(--t-small) var(--font); font-variant-numeric: tabular-nums;
  background: var(--badge); color: #FFFFFF; border: 2px solid var(--bg);
}
@media (max-width: 520px) { .launcher[aria-expanded="true"] { display: none; } }
`;
