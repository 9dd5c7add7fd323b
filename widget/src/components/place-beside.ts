/** Between the box and the edges of what it lies in, and between it and what it belongs to, px. */
const EDGE = 8;
const GAP = 6;

/**
 * Places a box under an element, or above it where there is no room, with their nearer sides in
 * line. Its style takes the place from `--x` and `--y`, px from the top left corner of `frame`.
 */
export function placeBeside(box: HTMLElement, element: Element, frame: HTMLElement): void {
  const place = element.getBoundingClientRect();
  const bounds = frame.getBoundingClientRect();
  // Not its rectangle: it may be growing into its size just now.
  const { offsetWidth: width, offsetHeight: height } = box;
  const isRight = place.left + place.right > bounds.left + bounds.right;
  const x = (isRight ? place.right - width : place.left) - bounds.left;
  const under = place.bottom + GAP - bounds.top;
  const above = place.top - GAP - height - bounds.top;
  const y = under + height > bounds.height - EDGE && above >= EDGE ? above : under;
  const within = (at: number, size: number, room: number) =>
    Math.max(EDGE, Math.min(at, room - size - EDGE));
  box.style.setProperty('--x', `${within(x, width, bounds.width)}px`);
  box.style.setProperty('--y', `${within(y, height, bounds.height)}px`);
}
