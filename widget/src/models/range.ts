/** The part of the messages that has real rows: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** How many rows come and go in one step: what a slow phone draws within a frame or two. */
const STEP = 8;
/** How many a reader begins with who follows the end: few, so that a busy room costs little. */
const TAIL = 60;
/**
 * Most rows in the document at once, in a list so many px high: two screens of rows, of which none is
 * lower than 36 px, however high it is, or what comes above would go below, and round again.
 */
export function mostRows(height: number): number {
  return Math.max(80, Math.ceil(height / 18));
}

/** The newest messages. */
export function tail(total: number): Range {
  return { start: Math.max(0, total - TAIL), end: total };
}

/** Around one message, with less above it than below. */
export function around(at: number, total: number): Range {
  const start = Math.max(0, at - STEP);
  return { start, end: Math.min(total, start + TAIL) };
}

/** One step towards the oldest. */
export function older({ start, end }: Range, most: number): Range {
  const from = Math.max(0, start - STEP);
  return { start: from, end: Math.min(end, from + most) };
}

/** One step towards the newest. */
export function newer({ start, end }: Range, total: number, most: number): Range {
  const to = Math.min(total, end + STEP);
  return { start: Math.max(start, to - most), end: to };
}

/**
 * The range after messages came in. Who follows keeps as many rows as they have, so that each
 * drawing takes as many away as it adds.
 * @param shift how many came in before `start` (an older page)
 * @param follow whether the reader is at the end and goes along with what is new
 */
export function grow(
  range: Range,
  was: number,
  total: number,
  shift: number,
  follow: boolean,
): Range {
  const moved = { start: range.start + shift, end: range.end + shift };
  // A reader further up sees nothing of it: it is drawn when they come near.
  if (!follow || range.end !== was) return clamp(moved, total);
  const rows = Math.max(TAIL, range.end - range.start);
  return { start: Math.min(total, Math.max(moved.start, total - rows)), end: total };
}

function clamp({ start, end }: Range, total: number): Range {
  const to = Math.min(end, total);
  return { start: Math.max(0, Math.min(start, to)), end: to };
}
