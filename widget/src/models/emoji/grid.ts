import type { Emoji } from './list.js';

export const CELL_PX = 44;
export const HEADING_PX = 30;

/** What the grid shows under one heading; search results have none. */
export interface Section {
  readonly heading?: string;
  readonly emoji: readonly Emoji[];
}

/** One line of the grid, and where it stands in it. */
export interface Line {
  readonly top: number;
  /** What it belongs to, by its place among the sections. */
  readonly section: number;
  readonly heading?: string;
  /** Empty in the line of a heading. */
  readonly cells: readonly Emoji[];
}

export const heightOf = ({ cells }: Line) => (cells.length > 0 ? CELL_PX : HEADING_PX);

/** Breaks sections into lines of so many columns. */
export function layOut(sections: readonly Section[], columns: number): readonly Line[] {
  const lines: Line[] = [];
  let top = 0;
  const put = (line: Omit<Line, 'top'>) => {
    const placed = { top, ...line };
    lines.push(placed);
    top += heightOf(placed);
  };
  sections.forEach(({ heading, emoji }, section) => {
    if (heading !== undefined) put({ section, heading, cells: [] });
    for (let at = 0; at < emoji.length; at += columns) {
      put({ section, cells: emoji.slice(at, at + columns) });
    }
  });
  return lines;
}

/** The lines that touch a stretch of the grid, from `top` to `bottom`, px. */
export function linesWithin(
  lines: readonly Line[],
  top: number,
  bottom: number,
): readonly { readonly line: Line; readonly at: number }[] {
  return lines
    .map((line, at) => ({ line, at }))
    .filter(({ line }) => line.top + heightOf(line) > top && line.top < bottom);
}

/** One cell: its line, and its place in that. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

const PAGE = 5;

/**
 * Where a key leads from a cell.
 * @returns the cell itself at the edge, `before` above the first line, undefined for other keys
 */
export function move(
  lines: readonly Line[],
  { line, column }: Place,
  key: string,
): Place | 'before' | undefined {
  if (!lines[line]) return undefined;
  const rows = lines.flatMap(({ cells }, at) => (cells.length > 0 ? [at] : []));
  const row = rows.indexOf(line);
  const width = (at: number) => lines[rows[at] ?? -1]?.cells.length ?? 0;
  const to = (at: number, wanted: number): Place => {
    const within = Math.max(0, Math.min(at, rows.length - 1));
    return { line: rows[within] ?? line, column: Math.min(wanted, width(within) - 1) };
  };
  switch (key) {
    case 'ArrowRight':
      if (column + 1 < width(row)) return to(row, column + 1);
      return row + 1 < rows.length ? to(row + 1, 0) : to(row, column);
    case 'ArrowLeft':
      if (column > 0) return to(row, column - 1);
      return row > 0 ? to(row - 1, width(row - 1) - 1) : to(row, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return row > 0 ? to(row - 1, column) : 'before';
    case 'PageDown':
      return to(row + PAGE, column);
    case 'PageUp':
      return to(row - PAGE, column);
    case 'Home':
      return to(row, 0);
    case 'End':
      return to(row, width(row) - 1);
    default:
      return undefined;
  }
}
