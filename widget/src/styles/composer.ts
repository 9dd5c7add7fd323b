import { css } from './css.js';

/** Where one writes. */
export const composer = css`
.foot { flex: none; padding: 0 14px calc(14px + env(safe-area-inset-bottom)); background: var(--bg); }
.typing { min-height: 20px; padding: 0 8px 4px; font: 400 var(--t-small) var(--font); color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.composer { display: flex; align-items: flex-end; gap: 4px; padding: 4px; border: 1px solid var(--field-border); border-radius: 24px; background: var(--bg); transition: border-color .12s; }
.composer:focus-within { border-color: var(--accent-text); box-shadow: 0 0 0 1px var(--accent-text); }
.composer textarea { flex: 1; min-width: 0; height: 38px; max-height: 148px; padding: 8px; padding-inline: 14px 4px; border: 0; background: none; resize: none; outline: none; font: 400 var(--t-field) var(--font); overflow-y: auto; scrollbar-width: thin; }
.root .composer textarea:focus-visible { outline: none; }
.composer .icon-button { height: 38px; border-radius: 50%; }
.send { display: grid; place-items: center; flex: none; width: 38px; height: 38px; padding: 0; border: 0; border-radius: 50%; background: var(--accent); color: var(--on-accent); cursor: pointer; transition: background-color .14s, color .14s, transform .14s; }
.send svg { stroke-width: 2.25; }
.send[aria-disabled="true"] { background: var(--raised); color: var(--muted); cursor: default; }
.send:active:not([aria-disabled="true"]) { transform: scale(.92); }
@media (pointer: coarse) { .send, .composer .icon-button { width: 44px; height: 44px; } .composer textarea { height: 44px; padding-block: 11px; } .composer { border-radius: 27px; } }
.left { padding: 4px 8px 0; text-align: end; font: 400 var(--t-small) var(--font); color: var(--muted); font-variant-numeric: tabular-nums; }
.left.over { color: var(--danger); }
@media (forced-colors: active) {
  .composer:focus-within { outline: 2px solid Highlight; }
  .send { border: 1px solid ButtonText; }
}
`;
