/** The colours that a page may set on any ancestor, as `--roomlet-<name>`. */
export const PUBLIC_COLOURS = [
  'bg',
  'surface',
  'raised',
  'text',
  'text-muted',
  'line',
  'field-border',
  'accent',
  'bubble-own',
  'bubble-other',
];
