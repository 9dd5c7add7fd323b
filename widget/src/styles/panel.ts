import { css } from './css.js';
import { LAYER } from './tokens.js';

/** The panel in its three modes, and the sheet it becomes on a phone. */
export const panel = css`
.panel { position: relative; display: flex; flex-direction: column; min-height: 0; overflow: clip; background: var(--bg); color: var(--text); outline: none; }
.popup .panel {
  position: fixed; z-index: ${LAYER}; inset: auto 20px calc(96px + env(safe-area-inset-bottom)) auto;
  width: 392px; max-width: calc(100vw - 40px); height: min(680px, calc(100vh - 116px)); height: min(680px, calc(100dvh - 116px));
  border-radius: var(--r4); box-shadow: var(--shadow), 0 0 0 1px color-mix(in srgb, var(--line) 70%, transparent);
  transform-origin: calc(100% - 30px) 100%; animation: rise .22s var(--ease);
}
@keyframes rise { from { opacity: 0; transform: translateY(14px) scale(.97); } }
.inline .panel { height: var(--roomlet-height, 600px); border-radius: var(--r4); border: 1px solid var(--line); }
.page .panel { position: fixed; inset: 0; z-index: ${LAYER}; }
.page .list > *, .page .foot > :where(:not(.picker)), .page .head > *, .page .banner > * { width: 100%; max-width: 760px; margin-inline: auto; }

.popup .panel.sheet, .page .panel.sheet {
  inset: var(--sheet-top, 0) 0 auto 0; width: 100%; max-width: none; height: var(--sheet-height, 100dvh); border-radius: 0; box-shadow: none;
  padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);
}
.popup .panel.sheet { animation-name: slide; }
@keyframes slide { from { opacity: 0; transform: translateY(40px); } }

.panel > .close { position: absolute; z-index: 2; inset-block-start: 14px; inset-inline-end: 14px; }
.sheet > .close { inset-block-start: calc(14px + env(safe-area-inset-top)); }

.toast {
  position: absolute; z-index: 4; inset: auto 16px 92px; margin-inline: auto; width: fit-content; max-width: calc(100% - 32px);
  padding: 9px 16px; border-radius: var(--r3); background: var(--text); color: var(--bg); font: 600 var(--t-label) var(--font);
  box-shadow: var(--shadow); animation: pop .18s var(--ease); overflow-wrap: anywhere;
}
.toast:empty { display: none; }
@keyframes pop { from { opacity: 0; transform: translateY(6px); } }
@media (forced-colors: active) {
  .panel, .toast { border: 1px solid CanvasText; }
}
`;
