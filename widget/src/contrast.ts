/** What must be told apart: the front, the ground it is on, and the least contrast (WCAG 2.2). */
export const PAIRS: readonly (readonly [front: string, ground: string, least: number])[] = [
  ['text', 'bg', 4.5],
  ['text', 'surface', 4.5],
  ['text', 'raised', 4.5],
  ['text', 'bubble-other', 4.5],
  ['text-muted', 'bg', 4.5],
  ['text-muted', 'surface', 4.5],
  ['text-muted', 'bubble-other', 4.5],
  ['field-border', 'bg', 3],
  ['on-accent', 'accent', 4.5],
  ['accent-text', 'bg', 4.5],
  ['own-text', 'bubble-own', 4.5],
  ['own-meta', 'bubble-own', 4.5],
  ['danger', 'bg', 4.5],
  ['success', 'bg', 4.5],
  ['warning', 'bg', 4.5],
];

/** Red, green and blue of sRGB, 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1, no difference, to 21. */
export function contrast(front: Rgb, ground: Rgb): number {
  const [dark, bright] = [luminance(front), luminance(ground)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  return (bright + 0.05) / (dark + 0.05);
}
