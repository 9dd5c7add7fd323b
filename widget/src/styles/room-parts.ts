import { css } from './css.js';

/** What lies over a room or takes its composer's place: menu, drawer, notice. */
export const roomParts = css`
.menu > ul { position: absolute; z-index: 3; inset-block-start: calc(100% + 6px); inset-inline-end: 0; min-width: 212px; padding: 6px; list-style: none; border-radius: 14px; background: var(--bg); box-shadow: var(--shadow), 0 0 0 1px var(--line); animation: pop .14s var(--ease); }
.menu li button { display: flex; align-items: center; gap: 10px; width: 100%; min-height: var(--control); padding: 0 10px; border: 0; border-radius: var(--r2); background: none; font: 400 var(--t-body) var(--font); text-align: start; cursor: pointer; }
.menu li button svg { color: var(--muted); }
@media (hover: hover) { .menu li button:hover { background: var(--raised); } }
.menu li .danger, .menu li .danger svg { color: var(--danger); }
.drawer { position: absolute; z-index: 4; inset: 0; display: flex; flex-direction: column; background: var(--bg); outline: none; animation: pop .16s var(--ease); }
.room:has(.drawer) ~ .toast { inset-block-end: 20px; }
.drawer .head h2 { flex: 1; }
.drawer .back { margin-inline: -10px 4px; }
[dir="rtl"] .back svg { transform: scaleX(-1); }
.drawer > .body { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px calc(24px + env(safe-area-inset-bottom)); }
.notice { display: grid; gap: var(--s3); padding: 20px 24px calc(20px + env(safe-area-inset-bottom)); border-top: 1px solid var(--line); text-align: center; background: var(--surface); }
.notice .pair { display: flex; justify-content: center; gap: var(--s2); flex-wrap: wrap; }
@media (forced-colors: active) { .menu > ul { border: 1px solid CanvasText; } }
`;
