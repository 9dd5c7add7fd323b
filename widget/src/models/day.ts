/** The day that was looked at last: messages in a row are mostly of one, and dates cost. */
let from = 0;
let to = 0;

/** The same day for the reader, in the reader's time zone. */
export function sameDay(a: number, b: number): boolean {
  if (a < from || a >= to) {
    const day = new Date(a);
    from = day.setHours(0, 0, 0, 0);
    to = day.setDate(day.getDate() + 1);
  }
  return b >= from && b < to;
}
