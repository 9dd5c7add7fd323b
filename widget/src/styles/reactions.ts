import { css } from './css.js';

/** The reactions under a bubble, which they overlap a little. */
export const reactions = css`
.chips { position: relative; display: flex; flex-wrap: wrap; gap: 4px; margin: -4px 8px 2px; }
.own .chips { justify-content: flex-end; }
.chip { padding: 0; border: 0; border-radius: var(--full); background: none; cursor: pointer; }
.chip > span { display: flex; align-items: center; justify-content: center; gap: 5px; height: 26px; padding: 0 8px; border: 1px solid var(--line); border-radius: var(--full); background: var(--bg); box-shadow: 0 0 0 1px var(--bg); font: 600 var(--t-small) var(--font); color: var(--muted); font-variant-numeric: tabular-nums; }
.chip span span { max-width: 40px; font: 400 14px/20px var(--emoji); unicode-bidi: isolate; overflow: clip; color: var(--text); }
@media (hover: hover) { .chip:hover > span { background: var(--raised); } }
.chip[aria-pressed="true"] > span { border-color: var(--accent-text); background: color-mix(in srgb, var(--accent) 14%, var(--bg)); color: var(--text); }
@media (pointer: coarse) {
  .chip { min-width: 44px; min-height: 44px; margin-block: -9px; }
  .chips { row-gap: 12px; }
}
@media (forced-colors: active) { .chip[aria-pressed="true"] > span { border: 2px solid Highlight; } }
`;
