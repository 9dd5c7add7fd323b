import { contrast, PAIRS, type Rgb } from './contrast.js';
import { PUBLIC_COLOURS } from './styles/public-colours.js';

/** The tokens whose names in the widget's own styles are shorter. */
const SHORT: Readonly<Record<string, string>> = {
  'text-muted': 'muted',
  'bubble-own': 'own',
  'bubble-other': 'other',
};
const warned = new Set<string>();

/**
 * Warns once of each pair of colours that a page's tokens made hard to tell apart, in both themes,
 * for either may be shown. Loaded only on pages that set any.
 * @param root the wrapper that carries the tokens
 */
export function checkContrast(root: HTMLElement): void {
  for (const theme of ['light', 'dark']) {
    const probe = root.cloneNode() as HTMLElement;
    probe.dataset.theme = theme;
    root.after(probe);
    for (const [front, ground, least] of PAIRS) {
      const [one, other] = [read(probe, front), read(probe, ground)];
      if (!one || !other) continue;
      const ratio = contrast(one, other);
      // To a tenth, as it is told.
      if (ratio > least - 0.05) continue;
      const ours = [front, ground].filter((token) => PUBLIC_COLOURS.includes(token));
      const told =
        `Roomlet: ${front} ${hex(one)} on ${ground} ${hex(other)} has a contrast of ` +
        `${ratio.toFixed(1)}:1 in the ${theme} theme, and it must be ${least}:1. ` +
        `Change ${ours.map((token) => `--roomlet-${token}`).join(' or ')}.`;
      if (warned.has(told)) continue;
      warned.add(told);
      console.warn(told);
    }
    probe.remove();
  }
}

/** A token as the browser makes it out; undefined where that is no colour, or can't be taken apart. */
function read(probe: HTMLElement, token: string): Rgb | undefined {
  probe.style.color = `color(from var(--${SHORT[token] ?? token}) srgb r g b)`;
  const parts = /^color\(srgb (\S+) (\S+) (\S+?)[ )]/.exec(getComputedStyle(probe).color);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : undefined;
}

function hex(rgb: Rgb): string {
  const part = (value: number) => Math.round(Math.min(Math.max(value, 0), 1) * 255);
  return `#${rgb.map((value) => part(value).toString(16).padStart(2, '0')).join('')}`;
}
