import { css } from './css.js';

/**
 * What is done with messages, and what comes of it: tools, actions, quotes, the line above the
 * field. The tools take no room: they stand beside a short bubble, and stick to the list's edge
 * over the corner of a long one.
 */
export const messageParts = css`
.tools { --tool: 30px; position: sticky; z-index: 1; inset-inline-end: 14px; align-self: flex-start; flex: none; display: flex; width: max-content; height: calc(var(--tool) + 4px); margin-block: calc(6px - var(--tool)) -10px; margin-inline-end: -999px; padding: 2px; border-radius: var(--r2); background: var(--bg); color: var(--muted); box-shadow: 0 0 0 1px var(--line), 0 2px 8px #10182814; animation: appear .1s; }
.own .tools { order: -1; inset-inline: 14px auto; margin-inline: -999px 0; }
.first:not(.own) .tools { margin-block: calc(20px - var(--tool)) -24px; }
.tools button { display: grid; place-items: center; width: var(--tool); height: var(--tool); padding: 0; border: 0; border-radius: var(--r1); background: none; cursor: pointer; }
.tools .dots { stroke-width: 2.75; }

.cover { position: absolute; z-index: 5; inset: 0; outline: none; }
.deeds { position: absolute; inset: var(--y) auto auto var(--x); width: 276px; padding: 6px; border-radius: 14px; background: var(--bg); box-shadow: var(--shadow), 0 0 0 1px var(--line); animation: pop .14s var(--ease); }
.quick { display: flex; justify-content: space-between; margin-block-end: 6px; padding: 2px 2px 8px; border-block-end: 1px solid var(--line); }
.quick button { display: grid; place-items: center; width: 36px; height: 36px; padding: 0; border: 0; border-radius: 50%; background: none; font: 400 21px/1 var(--emoji); cursor: pointer; transition: transform .12s; }
.quick svg { color: var(--muted); }
.quick [aria-pressed="true"] { background: color-mix(in srgb, var(--accent) 16%, var(--bg)); box-shadow: inset 0 0 0 1.5px var(--accent-text); }
.deeds ul { list-style: none; }
.deeds li button { display: flex; align-items: center; gap: 10px; width: 100%; min-height: var(--control); padding: 0 10px; border: 0; border-radius: var(--r2); background: none; font: 400 var(--t-body) var(--font); text-align: start; cursor: pointer; }
.deeds li svg { color: var(--muted); }
.deeds .danger, .deeds .danger svg { color: var(--danger); }

.quote { display: grid; justify-items: start; max-width: 100%; min-height: 24px; margin-block-end: 3px; padding: 1px 10px; border: 0; border-inline-start: 3px solid var(--field-border); border-radius: 3px; background: none; font: 400 var(--t-small) var(--font); color: var(--muted); text-align: start; }
.quote > * { max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.quote b { font-weight: 600; color: var(--text); }
button.quote { cursor: pointer; }

.lit .bubble { box-shadow: 0 0 0 2px var(--bg), 0 0 0 4px var(--accent-text); }

.intent { display: flex; align-items: center; gap: var(--s2); padding-block-end: 8px; padding-inline: 12px 4px; font: 400 var(--t-small) var(--font); }
.intent > svg { color: var(--accent-text); }
.intent > div { flex: 1; min-width: 0; display: grid; justify-items: start; padding-inline-start: 10px; border-inline-start: 3px solid var(--accent); }
.intent > div > * { max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.intent b { font-weight: 600; }
.intent span { color: var(--muted); }

@media (hover: hover) {
  .tools button:hover { background: var(--raised); color: var(--text); }
  .quick button:hover { background: var(--raised); transform: scale(1.12); }
  .deeds li button:hover { background: var(--raised); }
  button.quote:hover { background: var(--surface); }
}
@media (pointer: coarse) {
  .tools { --tool: 44px; }
  .quick { padding-inline: 0; }
  .quick button { width: 44px; height: 44px; }
  .quote, .unread button { min-height: 44px; }
  .unread button { width: 44px; }
  .message { -webkit-touch-callout: none; -webkit-user-select: none; user-select: none; }
}
@media (pointer: coarse), (max-width: 520px) {
  .cover { display: grid; align-items: end; background: #0006; animation: appear .14s; }
  .deeds { position: static; width: auto; padding: 12px 6px calc(12px + env(safe-area-inset-bottom)); border-radius: var(--r4) var(--r4) 0 0; animation: slide .2s var(--ease); }
}
@media (forced-colors: active) {
  .lit .bubble { outline: 3px solid Highlight; }
  .tools, .deeds { border: 1px solid CanvasText; }
  .quick [aria-pressed="true"] { outline: 2px solid Highlight; }
}
`;
