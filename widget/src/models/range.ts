/** The part of the messages that has real rows: from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Most rows in the document at once, and how many come and go in one step. */
export const MAX_ROWS = 200;
export const STEP = 80;

/** The newest messages, cut to leave a step of room for the next ones. */
export function tail(total: number): Range {
  return { start: Math.max(0, total - (MAX_ROWS - STEP)), end: total };
}

/** Around one message, with less above it than below. */
export function around(at: number, total: number): Range {
  const start = Math.max(0, at - STEP / 2);
  return { start, end: Math.min(total, start + MAX_ROWS - STEP) };
}

/** One step towards the oldest. */
export function older({ start, end }: Range): Range {
  const from = Math.max(0, start - STEP);
  return { start: from, end: Math.min(end, from + MAX_ROWS) };
}

/** One step towards the newest. */
export function newer({ start, end }: Range, total: number): Range {
  const to = Math.min(total, end + STEP);
  return { start: Math.max(start, to - MAX_ROWS), end: to };
}

/**
 * The range after messages came in.
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
  const atEnd = range.end === was;
  if (!atEnd) return clamp(moved, total);
  if (total - moved.start <= MAX_ROWS) return { start: moved.start, end: total };
  return follow ? tail(total) : { start: moved.start, end: moved.start + MAX_ROWS };
}

function clamp({ start, end }: Range, total: number): Range {
  const to = Math.min(end, total);
  return { start: Math.max(0, Math.min(start, to)), end: to };
}
