import { css } from './css.js';

/** The start view, and the way back into a room. */
export const start = css`
.start { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; display: flex; flex-direction: column; padding: 36px 28px 20px;
  background: radial-gradient(120% 260px at 20% -40px, color-mix(in srgb, var(--accent) 16%, transparent), transparent) no-repeat, var(--bg); }
.start > * { width: 100%; max-width: 420px; margin-inline: auto; }
.crest { display: grid; place-items: center; width: 52px; height: 52px; margin: 0 0 20px; border-radius: 16px; background: var(--accent); color: var(--on-accent);
  box-shadow: 0 6px 20px color-mix(in srgb, var(--accent) 36%, transparent); }
.start .crest { width: 52px; margin-inline: 0; }
.start .hero { margin-block-end: 28px; }
.start h2 { font: 650 24px/30px var(--font); letter-spacing: -.015em; text-wrap: balance; }
.start .lead { margin-block-start: 6px; color: var(--muted); text-wrap: pretty; }
.start form { display: grid; gap: var(--s4); }
.or { display: flex; align-items: center; gap: var(--s3); margin-block: 22px; font: 400 var(--t-label) var(--font); color: var(--muted); }
.or::before, .or::after { content: ""; flex: 1; border-top: 1px solid var(--line); }
.code-row { display: flex; gap: var(--s2); }
.code-row .button { min-height: 46px; }
.problem { display: flex; margin-block-start: var(--s3); gap: var(--s2); align-items: flex-start; font: 400 var(--t-label) var(--font); color: var(--danger); }
.problem:empty { display: none; }
.problem svg { margin-block-start: 1px; }
.ticket { display: grid; justify-items: start; gap: 2px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.ticket span { font: 400 var(--t-small) var(--font); color: var(--muted); }
.ticket strong { font: 600 var(--t-display) var(--mono); letter-spacing: .02em; }
.start .foot-note { margin-block-start: auto; padding-block-start: 24px; text-align: center; font: 400 var(--t-small) var(--font); color: var(--muted); }
.foot-note .link { animation: appear .2s .6s both; }
.start .aside { text-align: center; margin-block-start: var(--s3); }
.entering { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: var(--s4); padding: 24px; color: var(--muted); text-align: center;
  animation: appear .2s .2s both; }
.dots { display: flex; gap: 6px; }
.dots i { width: 8px; height: 8px; border-radius: 50%; background: var(--accent); animation: breathe 1.1s infinite alternate; }
.dots i:nth-child(2) { animation-delay: .18s; }
.dots i:nth-child(3) { animation-delay: .36s; }
.entering .link { margin-block-start: calc(-1 * var(--s2)); }
@keyframes breathe { from { opacity: .25; transform: scale(.8); } }
@keyframes appear { from { opacity: 0; } }
`;
