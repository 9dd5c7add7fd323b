/**
 * The contract's table of fields, restated from docs/reference/protocol.md and on purpose not
 * derived from the schemas: what they accept must be right by this as well.
 */
export type Rule = (value: unknown) => boolean;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const bytes = new TextEncoder();

const points = (text: string) => [...text].length;
const isText = (value: unknown): value is string =>
  typeof value === 'string' && !/\p{Surrogate}/u.test(value);
const between = (value: number, least: number, most: number) => value >= least && value <= most;
const whole =
  (least: number, most: number): Rule =>
  (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && between(value, least, most);
const printable =
  (least: number, most: number): Rule =>
  (value) =>
    typeof value === 'string' && /^[ -~]*$/.test(value) && between(value.length, least, most);
const opaque =
  (most: number): Rule =>
  (value) =>
    typeof value === 'string' && between(points(value), 1, most);

/** A name or title as it is stored. */
const label =
  (least: number, most: number): Rule =>
  (value) =>
    isText(value) &&
    !/\p{Cc}/u.test(value) &&
    !/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(value) &&
    value === value.normalize('NFC') &&
    value === value.trim() &&
    between(points(value), least, most);

const EMOJI = /\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}$|^[0-9#*]\ufe0f?\u20e3$/u;

export const RULES = {
  id: whole(1, Number.MAX_SAFE_INTEGER),
  seq: whole(1, Number.MAX_SAFE_INTEGER),
  position: whole(0, Number.MAX_SAFE_INTEGER),
  page: whole(1, 200),
  slow: whole(0, 3_600_000),
  room: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  key: printable(1, 64),
  secretKey: printable(16, 64),
  token: opaque(4_096),
  member: opaque(64),
  epoch: opaque(64),
  name: label(1, 40),
  title: label(0, 80),
  password: (value) => isText(value) && between(points(value), 1, 200),
  text: (value) => isText(value) && value === value.trim() && between(points(value), 1, 4_000),
  emoji: (value) =>
    isText(value) &&
    [...graphemes.segment(value)].length === 1 &&
    bytes.encode(value).length <= 64 &&
    EMOJI.test(value),
} as const satisfies Record<string, Rule>;

/** The fields of a shape; those that end in `?` may be absent. */
export type Shape = Readonly<Record<string, Rule>>;

/** What is wrong with an accepted object; undefined when nothing is. */
export function wrongIn(shape: Shape, accepted: Record<string, unknown>): string | undefined {
  const names = new Map(Object.entries(shape).map(([name, rule]) => [name.replace('?', ''), rule]));
  for (const name of Object.keys(accepted)) if (!names.has(name)) return `${name} is no field`;
  for (const [written, rule] of Object.entries(shape)) {
    const name = written.replace('?', '');
    const value = Object.hasOwn(accepted, name) ? accepted[name] : undefined;
    if (value === undefined && written.endsWith('?')) continue;
    if (!rule(value)) return `${name} is ${JSON.stringify(value)?.slice(0, 80)}`;
  }
  return undefined;
}
