import { css } from './css.js';

/** The room around its messages: header, banner, empty room. */
export const room = css`
.room { flex: 1; min-height: 0; position: relative; display: flex; flex-direction: column; }
.head { flex: none; padding: 10px; padding-inline-start: 18px; border-bottom: 1px solid var(--line); background: var(--bg); }
.head > div { display: flex; align-items: center; gap: 2px; }
.head .what { flex: 1; min-width: 0; display: grid; justify-items: start; }
.head h2 { max-width: 100%; font: 650 var(--t-title) var(--font); letter-spacing: -.01em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.head .facts { display: flex; align-items: center; gap: 6px; font: 400 var(--t-small) var(--font); color: var(--muted); min-height: 24px; }
.head .facts button { display: inline-flex; align-items: center; gap: 5px; min-height: 24px; margin-inline-start: -5px; padding: 0 5px; border: 0; border-radius: var(--r1); background: none; color: inherit; white-space: nowrap; cursor: pointer; }
.head .facts .code { font-family: var(--mono); }
@media (hover: hover) { .head .facts button:hover { background: var(--raised); color: var(--text); } }
.head .here::before { content: ""; width: 7px; height: 7px; border-radius: 50%; background: var(--success); }
@media (pointer: coarse) { .head .facts button { min-height: 44px; margin-block: -10px; } }

.menu { position: relative; }

.banner { flex: none; overflow: hidden; font: 600 var(--t-label) var(--font); text-align: center; }
.banner > div { display: flex; align-items: center; justify-content: center; gap: var(--s2); padding: 8px 16px; animation: appear .16s; }
.banner.reconnecting, .banner.offline { background: color-mix(in srgb, var(--warning) 10%, var(--bg)); color: var(--warning); }
.banner.back { background: color-mix(in srgb, var(--success) 10%, var(--bg)); color: var(--success); }

.empty { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: var(--s2); padding: 24px; text-align: center; overflow-y: auto; }
.empty .sign { display: grid; place-items: center; width: 72px; height: 72px; margin-block-end: var(--s3); border-radius: 50%; background: color-mix(in srgb, var(--accent) 12%, var(--bg)); color: var(--accent-text); }
.empty h3 { font: 650 var(--t-display) var(--font); letter-spacing: -.01em; }
.empty p { max-width: 290px; color: var(--muted); text-wrap: balance; }
.big-code { margin-block: var(--s4) var(--s2); padding: 14px 22px; border: 1px dashed var(--field-border); border-radius: 14px; background: var(--surface); font: 600 22px/28px var(--mono); letter-spacing: .03em; user-select: all; }
.empty .pair { display: flex; flex-wrap: wrap; justify-content: center; gap: var(--s2); }

.asked { display: contents; }
@media (forced-colors: active) {
  .head .here::before { background: CanvasText; }
}
`;
