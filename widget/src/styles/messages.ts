import { css } from './css.js';

/**
 * The list, its rows and bubbles. Nothing in a usual row is positioned or clips: each such element is
 * a layer to the browser, and hundreds of them are most of what a frame of a busy room takes.
 */
export const messages = css`
.scroller { flex: 1; min-height: 0; position: relative; display: flex; flex-direction: column; }
.list { flex: 1; min-height: 0; contain: strict; display: flex; flex-direction: column; overflow: hidden auto; overscroll-behavior: contain; background: var(--bg); padding: 12px 14px; scrollbar-width: thin; scrollbar-color: var(--field-border) transparent; }
.rows { flex: none; margin-block-start: auto; }
.row { padding-block-start: 1px; }
.row.first { padding-block-start: 8px; }
.day { display: flex; justify-content: center; padding-block: 12px 6px; }
.day span { padding: 3px 10px; border-radius: var(--full); background: var(--surface); font: 600 var(--t-small) var(--font); color: var(--muted); }
.loading { position: absolute; z-index: 1; inset: 8px 0 auto; width: fit-content; margin-inline: auto; padding: 8px 12px; border-radius: var(--full); background: var(--bg); box-shadow: 0 0 0 1px var(--line); animation: appear .12s .2s both; }
.unread { display: flex; align-items: center; gap: var(--s2); padding-block: 10px 4px; font: 600 var(--t-small) var(--font); color: var(--danger); }
.unread::before { content: ""; flex: 1; border-block-start: 1px solid; opacity: .5; }
.unread button { display: grid; place-items: center; width: 24px; height: 24px; margin-inline-start: -4px; padding: 0; border: 0; border-radius: 50%; background: none; cursor: pointer; }
@media (hover: hover) { .unread button:hover { background: var(--raised); } }

.message { display: flex; align-items: flex-end; gap: var(--s2); border-radius: var(--r3); scroll-margin-block: 12px; }
.message > .stack { display: flex; flex-direction: column; align-items: flex-start; min-width: 0; max-width: min(82%, 560px); }
.row:not(.own) .message { padding-inline-start: 38px; }
.avatar { flex: none; margin-inline-start: -38px; display: grid; place-items: center; width: 30px; height: 30px; border-radius: 50%; font: 650 var(--t-meta) var(--font); letter-spacing: .01em; background: oklch(.88 .07 var(--hue)); color: oklch(.34 .1 var(--hue)); user-select: none; }
.author { margin: 0 14px 3px; font: 600 var(--t-small) var(--font); color: oklch(var(--author-l) var(--author-c) var(--hue)); max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.byline { display: flex; gap: 6px; margin: 0 14px 3px; max-width: calc(100% - 28px); }
.byline .author { margin: 0; }
.rank { flex: none; display: flex; align-items: center; gap: 2px; font: 400 var(--t-small) var(--font); color: var(--muted); }
.pictured { position: relative; }
.avatar img { position: absolute; inset: 0; width: 100%; height: 100%; border-radius: 50%; object-fit: cover; }
.bubble { display: flow-root; max-width: 100%; padding: 7px 13px 8px; border-radius: var(--r3); background: var(--other); color: var(--other-text); overflow-wrap: anywhere; }
.piled { overflow: clip; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; }
.text a { color: inherit; text-underline-offset: 2px; }
.host { display: inline-block; }
.text code { padding: 1px 4px; border-radius: 4px; background: color-mix(in srgb, currentColor 11%, transparent); font: 400 13px/18px var(--mono); unicode-bidi: plaintext; }
.text .block { display: block; margin-block: 3px; padding: 7px 9px; border-radius: var(--r1); }
.meta { float: inline-end; display: inline-flex; align-items: center; gap: 3px; margin-block: 6px -3px; margin-inline-start: 10px; font: 400 var(--t-meta) var(--font); color: var(--muted); font-variant-numeric: tabular-nums; user-select: none; }
.meta > * { unicode-bidi: plaintext; }
.meta svg { stroke-width: 2; }
.row:not(.own):not(.first) .bubble { border-start-start-radius: var(--r1); }
.row:not(.own):not(.last) .bubble { border-end-start-radius: var(--r1); }
.own .message { justify-content: flex-end; }
.own .message > .stack { align-items: flex-end; }
.own .bubble { background: var(--own); color: var(--own-text); }
.own .meta { color: var(--own-meta); }
.own:not(.first) .bubble { border-start-end-radius: var(--r1); }
.own:not(.last) .bubble { border-end-end-radius: var(--r1); }
.own .failed.bubble { background: var(--bg); color: var(--text); box-shadow: inset 0 0 0 1.5px var(--danger); }
.own .failed .meta { color: var(--muted); }
.row .large.bubble:not(.failed) { padding: 0 4px; background: none; color: var(--text); }
.large .text { font: 400 36px/44px var(--emoji); }
.row .large .meta { margin-block-start: 24px; color: var(--muted); }
.gone .bubble { background: none; box-shadow: inset 0 0 0 1px var(--line); color: var(--muted); }
.gone .meta { color: var(--muted); }
.unsent { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: 2px 8px; padding: 3px 4px; font: 400 var(--t-label) var(--font); color: var(--danger); }
.unsent .why { flex-basis: 100%; text-align: end; }
.unsent > span { display: inline-flex; align-items: center; gap: 5px; }
.fresh { animation: appear .12s; }
.root .message:focus-visible { outline-offset: 3px; }

.pill { position: absolute; z-index: 1; inset: auto 0 12px; margin-inline: auto; width: fit-content; display: inline-flex; align-items: center; gap: 6px; min-height: 34px; padding: 0 14px; border: 0; border-radius: var(--full); background: var(--accent); color: var(--on-accent); font: 600 var(--t-label) var(--font); box-shadow: var(--shadow); cursor: pointer; animation: pop .16s var(--ease); }
.pill.bare { inset-inline: auto 14px; margin: 0; width: 36px; min-height: 36px; padding: 0; justify-content: center; background: var(--bg); color: var(--text); box-shadow: var(--shadow), inset 0 0 0 1px var(--line); }
@media (pointer: coarse) { .pill, .pill.bare { min-height: 44px; } .pill.bare { width: 44px; } }
@media (forced-colors: active) {
  .bubble { border: 1px solid CanvasText; }
  .own .bubble { border-color: Highlight; border-width: 2px; }
  .avatar { border: 1px solid CanvasText; }
  .pill { border: 1px solid ButtonText; }
}
`;
