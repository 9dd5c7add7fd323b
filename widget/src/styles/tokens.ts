import { css } from './css.js';

/** What the loader's launcher needs before any token is loaded. */
export const ACCENT = { light: '#3757E6', dark: '#7C95FF' } as const;
export const SHADOW = {
  light: '0 12px 40px #1018282E,0 2px 8px #10182814',
  dark: '0 12px 40px #0000008C',
} as const;
export const LAYER = '2147483000';

const light = css`
  color-scheme: light;
  --bg: var(--roomlet-bg, #FFFFFF);
  --surface: var(--roomlet-surface, #F5F6F8);
  --raised: var(--roomlet-raised, #ECEEF2);
  --text: var(--roomlet-text, #15181E);
  --muted: var(--roomlet-text-muted, #59616E);
  --line: var(--roomlet-line, #DFE3E9);
  --field-border: var(--roomlet-field-border, #7D8693);
  --accent: var(--roomlet-accent, ${ACCENT.light});
  --on-accent: var(--accent-ink, #FFFFFF);
  --reach: min(l, .526);
  --accent-text: var(--accent-legible, ${ACCENT.light});
  --own: var(--roomlet-bubble-own, var(--roomlet-accent, #3757E6));
  --own-text: var(--own-ink, #FFFFFF);
  --own-meta: var(--own-ink, #E3E8FF);
  --other: var(--roomlet-bubble-other, #EEF1F6);
  --other-text: var(--text);
  --danger: #C22B2B;
  --badge: #C22B2B;
  --success: #0F7B4F;
  --warning: #8A5A00;
  --author-l: .45;
  --author-c: .12;
  --shadow: ${SHADOW.light};
`;

const dark = css`
  color-scheme: dark;
  --bg: var(--roomlet-bg, #14171C);
  --surface: var(--roomlet-surface, #1B1F26);
  --raised: var(--roomlet-raised, #262B34);
  --text: var(--roomlet-text, #EEF1F5);
  --muted: var(--roomlet-text-muted, #A3ACBA);
  --line: var(--roomlet-line, #2E343E);
  --field-border: var(--roomlet-field-border, #6B7585);
  --accent: var(--roomlet-accent, ${ACCENT.dark});
  --on-accent: var(--accent-ink, #0B1020);
  --reach: max(l, .69);
  --accent-text: var(--accent-legible, ${ACCENT.dark});
  --own: var(--roomlet-bubble-own, var(--roomlet-accent, #3F5BD8));
  --own-text: var(--own-ink, #FFFFFF);
  --own-meta: var(--own-ink, #E3E8FF);
  --other: var(--roomlet-bubble-other, #242A33);
  --other-text: var(--text);
  --danger: #FF7B72;
  --badge: #C22B2B;
  --success: #4CC38A;
  --warning: #F0B44C;
  --author-l: .80;
  --author-c: .09;
  --shadow: ${SHADOW.dark};
`;

/**
 * What follows from a page's own accent and bubble; without one these are invalid, and what stands
 * beside them in `var()` holds. The ink on a colour is white up to the luminance from which black
 * has more contrast, so that either has 4.5:1. An accent that is read, as a link or a ring is, gets
 * as dark or as light as that takes.
 */
const derived = css`
@supports (color: lch(from red l c h)) {
  .root {
    --lit: clamp(0, (.179 - y) * 9999, 1);
    --ink: xyz-d65 calc(.9505 * var(--lit)) var(--lit) calc(1.089 * var(--lit));
    --accent-ink: color(from var(--roomlet-accent) var(--ink));
    --own-ink: color(from var(--roomlet-bubble-own, var(--roomlet-accent)) var(--ink));
    --accent-legible: oklch(from var(--roomlet-accent) var(--reach) c h);
  }
}
`;

/**
 * Colours, sizes and type, all of them. Lengths are px: a page may set any font size on its root.
 * Public ones can be set by the page on any ancestor as `--roomlet-*`.
 */
export const tokens = css`
${derived}
.root {
  ${light}
  --font: var(--roomlet-font, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, system-ui, sans-serif);
  --emoji: "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", var(--font);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --s1: 4px; --s2: 8px; --s3: 12px; --s4: 16px; --s6: 24px; --s8: 32px;
  --r1: 6px; --r2: 10px; --r3: 18px; --r4: var(--roomlet-radius, 20px); --full: 999px;
  --t-meta: 11px/14px; --t-small: 12px/16px; --t-label: 13px/18px; --t-body: 15px/22px;
  --t-field: 16px/22px; --t-title: 17px/22px; --t-display: 20px/26px;
  --control: 40px;
  --ease: cubic-bezier(.2, .8, .2, 1);
}
.root[data-theme="dark"] { ${dark} }
@media (prefers-color-scheme: dark) { .root[data-theme="auto"] { ${dark} } }
@media (pointer: coarse) { .root { --control: 44px; } }
`;
