import { css } from './css.js';

/** The emoji picker: over the conversation, above where one writes. */
export const picker = css`
.foot { position: relative; }
.picker { position: absolute; z-index: 4; inset-inline: 10px; inset-block-end: 10px; display: flex; flex-direction: column; gap: var(--s2); max-width: 376px; height: min(392px, calc(var(--sheet-height, 100dvh) - 190px)); min-height: 180px; margin-inline-start: auto; padding-block-start: 10px; border-radius: 16px; background: var(--bg); box-shadow: var(--shadow), 0 0 0 1px var(--line); overflow: clip; outline: none; animation: pop .16s var(--ease); }
.foot .picker { inset-block-end: calc(100% - 6px); }
.page .picker { inset-inline: max(10px, 50% - 380px); }
.picker .input { width: auto; height: 40px; margin-inline: 12px; flex: none; }
.groups { display: flex; justify-content: space-between; padding-inline: 8px; border-block-end: 1px solid var(--line); flex: none; }
.groups button { flex: 1; min-width: 24px; height: 36px; padding: 0; border: 0; border-block-end: 2px solid transparent; background: none; font: 400 17px/1 var(--emoji); filter: grayscale(1); opacity: .75; cursor: pointer; }
.groups button:focus-visible { filter: none; opacity: 1; }
.groups [aria-current="true"] { border-color: var(--accent-text); filter: none; opacity: 1; }
.root .groups button:focus-visible, .root .line button:focus-visible { outline-offset: -3px; border-radius: var(--r2); }
.emoji { flex: 1; min-height: 0; margin-inline: 8px; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: var(--field-border) transparent; outline: none; }
.lines { position: relative; }
.line { position: absolute; inset-inline: 0; display: flex; }
.line > [role="rowheader"] { align-self: end; padding: 0 6px 6px; font: 600 var(--t-small) var(--font); color: var(--muted); }
.line > [role="gridcell"] { flex: 0 0 calc(100% / var(--columns)); }
.line button { display: grid; place-items: center; width: 100%; height: 44px; padding: 0; border: 0; border-radius: var(--r2); background: none; font: 400 26px/32px var(--emoji); cursor: pointer; overflow: clip; }
.picker .none { margin: auto; padding: 24px; color: var(--muted); }
@media (hover: hover) {
  .groups button:hover { filter: none; opacity: 1; }
  .line button:hover { background: var(--raised); }
}
@media (pointer: coarse) { .groups { overflow: auto hidden; scrollbar-width: none; } .groups button { min-width: 48px; height: 44px; } .picker .input { height: 44px; } }
@media (forced-colors: active) { .picker { border: 1px solid CanvasText; } .groups [aria-current="true"] { border-color: Highlight; } }
`;
