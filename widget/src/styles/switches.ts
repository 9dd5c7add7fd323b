import { css } from './css.js';

/** A label with a checkbox that looks like a switch; comes with the parts that have one. */
export const switches = css`
.switch { display: flex; align-items: center; justify-content: space-between; gap: var(--s3); min-height: var(--control); font: 600 var(--t-label) var(--font); cursor: pointer; }
.switch input { appearance: none; flex: none; width: 42px; height: 24px; margin: 0; border: 1px solid var(--field-border); border-radius: var(--full); background: var(--bg); cursor: pointer; transition: background-color .14s; }
.switch input::before { content: ""; display: block; width: 16px; height: 16px; margin: 3px; border-radius: 50%; background: var(--field-border); transition: margin .14s; }
.switch input:checked { border-color: var(--accent-text); background: var(--accent); }
.switch input:checked::before { margin-inline-start: 21px; background: var(--on-accent); }
.switch input:disabled { opacity: .55; cursor: default; }
@media (pointer: coarse) { .switch { min-height: 44px; } }
@media (forced-colors: active) {
  .switch input:checked { background: Highlight; }
  .switch input::before { background: CanvasText; }
}
`;
