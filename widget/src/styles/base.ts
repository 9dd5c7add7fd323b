import { css } from './css.js';

/**
 * The wrapper stops what a page's styles let through: inherited properties (`all`), a host hidden
 * by `:empty` or `*`, right-to-left pages (`dir` is set on the wrapper, `all` leaves it alone).
 */
export const base = css`
:host { display: block !important; }
:host([hidden]) { display: none !important; }
.root { all: initial; display: contents; font: 400 var(--t-body) var(--font); color: var(--text); -webkit-text-size-adjust: 100%; }
.root *, .root *::before, .root *::after { box-sizing: border-box; }
.root :focus-visible { outline: 2px solid var(--accent-text); outline-offset: 2px; }
h2, h3, p, ul { margin: 0; padding: 0; }
svg { display: block; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
[dir="rtl"] svg.turns, [dir="rtl"] .turns > svg { transform: scaleX(-1); }
[dir="auto"]:placeholder-shown { direction: inherit; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mono { font-family: var(--mono); font-variant-ligatures: none; }
@media (prefers-reduced-motion: reduce) {
  .root *, .root *::before, .root *::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;
