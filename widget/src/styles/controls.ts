import { css } from './css.js';

/** Buttons and fields. */
export const controls = css`
button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
button { -webkit-tap-highlight-color: transparent; }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: var(--control); padding: 0 18px;
  border: 1px solid transparent; border-radius: var(--r2); font: 600 var(--t-body) var(--font); cursor: pointer; text-align: center;
  transition: background-color .12s, border-color .12s, opacity .12s, transform .12s;
}
.button:active { transform: translateY(1px); }
.button[disabled], .button[aria-disabled="true"] { cursor: default; opacity: .55; transform: none; }
.button.primary { background: var(--accent); color: var(--on-accent); }
.button.quiet { background: var(--raised); color: var(--text); }
.button.danger { background: var(--danger); color: var(--bg); }
.button.wide { width: 100%; min-height: 46px; }
.link { padding: 3px 2px; border: 0; background: none; font: 600 var(--t-label) var(--font); color: var(--accent-text); cursor: pointer; border-radius: var(--r1); min-height: 24px; }
.icon-button {
  display: grid; place-items: center; flex: none; width: 36px; height: 36px; padding: 0; border: 0; border-radius: var(--r2);
  background: transparent; color: var(--muted); cursor: pointer; transition: background-color .12s, color .12s;
}
.icon-button .dots { stroke-width: 2.75; }
.icon-button[aria-expanded="true"] { background: var(--raised); color: var(--text); }
@media (hover: hover) {
  .button.primary:hover:not([aria-disabled="true"]) { background: color-mix(in srgb, var(--accent) 88%, var(--text)); }
  .button.quiet:hover { background: color-mix(in srgb, var(--raised) 86%, var(--text)); }
  .button.danger:hover { background: color-mix(in srgb, var(--danger) 88%, var(--text)); }
  .link:hover { text-decoration: underline; text-underline-offset: 3px; }
  .icon-button:hover { background: var(--raised); color: var(--text); }
}
@media (hover: none) { button:active { opacity: .7; } }
@media (pointer: coarse) { .icon-button { width: 44px; height: 44px; } .link { min-height: 44px; } }

.field { display: grid; gap: 6px; }
.field label { font: 600 var(--t-label) var(--font); color: var(--text); }
.input {
  width: 100%; min-width: 0; height: 46px; padding: 0 14px; border: 1px solid var(--field-border); border-radius: var(--r2);
  background: var(--bg); font: 400 var(--t-field) var(--font); color: var(--text); outline: none; transition: border-color .12s, box-shadow .12s;
}
.input::placeholder, .composer textarea::placeholder { color: var(--muted); opacity: 1; }
.root .input:focus { border-color: var(--accent-text); outline: 2px solid var(--accent-text); outline-offset: -1px; }
.input[aria-invalid="true"] { border-color: var(--danger); }
.input.mono { font-family: var(--mono); letter-spacing: .02em; }
`;
