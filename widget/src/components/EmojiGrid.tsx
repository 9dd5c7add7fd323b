import type { RefObject } from 'preact';
import { useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  CELL_PX,
  heightOf,
  type Line,
  layOut,
  linesWithin,
  move,
  type Place,
  type Section,
} from '../models/emoji/grid.js';
import { useWidget } from './widget-context.js';

/** What is drawn beyond the edges, so that a little scrolling shows nothing empty. */
const BEYOND_PX = 4 * CELL_PX;
/** Until it is measured. */
const SIZE = { columns: 8, height: 8 * CELL_PX };

/** What others may do with a grid. */
export interface GridReach {
  focus(): void;
  /** Brings a section to the top, by its place. */
  goTo(section: number): void;
}

export interface EmojiGridProps {
  reach: RefObject<GridReach | null>;
  sections: readonly Section[];
  onPick: (emoji: string) => void;
  /** Another section came to the top. */
  onSection: (section: number) => void;
  /** The keyboard left it upwards. */
  onLeave: () => void;
}

/** Nearly two thousand emoji, of which the document holds those in view. */
export function EmojiGrid({ reach, sections, onPick, onSection, onLeave }: EmojiGridProps) {
  const { strings } = useWidget();
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(SIZE);
  const [top, setTop] = useState(0);
  const [chosen, setChosen] = useState<Place>();
  const shown = useRef(sections);
  const moved = useRef(false);
  const lines = useMemo(() => layOut(sections, size.columns), [sections, size.columns]);
  const first = { line: lines.findIndex(({ cells }) => cells.length > 0), column: 0 };
  const active = chosen && lines[chosen.line]?.cells[chosen.column] ? chosen : first;
  const last = lines.at(-1);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      const columns = Math.floor(clientWidth / CELL_PX) || SIZE.columns;
      setSize({ columns, height: clientHeight || SIZE.height });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  useLayoutEffect(() => {
    if (shown.current === sections) return;
    shown.current = sections;
    setChosen(undefined);
    scrollTo(0);
  }, [sections]);

  const scrollTo = (to: number) => {
    if (box.current) box.current.scrollTop = to;
    setTop(to);
  };
  /** Moves the focus to a cell, and that into view. */
  const go = (place: Place) => {
    const line = lines[place.line];
    if (!line) return;
    moved.current = true;
    setChosen(place);
    const above = line.top + CELL_PX - size.height;
    if (line.top < top) scrollTo(line.top);
    else if (above > top) scrollTo(above);
  };
  useImperativeHandle(reach, () => ({
    focus: () => go(active),
    goTo(section) {
      const line = lines.find((other) => other.section === section);
      if (line) scrollTo(line.top);
    },
  }));

  const inView = linesWithin(lines, top - BEYOND_PX, top + size.height + BEYOND_PX);
  const activeLine = lines[active.line];
  // What has the focus stays, wherever one scrolls.
  const drawn =
    activeLine && !inView.some(({ at }) => at === active.line)
      ? [...inView, { line: activeLine, at: active.line }]
      : inView;
  const onScroll = (event: Event) => {
    const now = (event.currentTarget as HTMLElement).scrollTop;
    setTop(now);
    const line = lines.findLast((other) => other.top <= now + 1);
    if (line) onSection(line.section);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const turned = box.current && getComputedStyle(box.current).direction === 'rtl';
    const turn: Record<string, string> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };
    const to = move(lines, active, (turned && turn[key]) || key);
    if (!to) return;
    event.preventDefault();
    if (to === 'before') onLeave();
    else go(to);
  };
  const row = ({ line, at }: { line: Line; at: number }) => (
    // biome-ignore lint/a11y/useSemanticElements: rows that are placed by hand can't be a table's
    // biome-ignore lint/a11y/useFocusableInteractive: its cells are
    <div
      key={at}
      role="row"
      class="line"
      aria-rowindex={at + 1}
      style={{ top: `${line.top}px`, height: `${heightOf(line)}px` }}
    >
      {line.heading !== undefined && (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: there is nothing to do with it
        <div role="rowheader">{line.heading}</div>
      )}
      {line.cells.map(({ emoji, name }, column) => {
        const isActive = at === active.line && column === active.column;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: its button is
          <div role="gridcell" key={emoji}>
            <button
              type="button"
              title={name}
              aria-label={name}
              tabIndex={isActive ? 0 : -1}
              onFocus={() => isActive || setChosen({ line: at, column })}
              onClick={() => onPick(emoji)}
            >
              {emoji}
            </button>
          </div>
        );
      })}
    </div>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    <div
      ref={box}
      class="emoji"
      role="grid"
      aria-label={strings.picker.label}
      aria-rowcount={lines.length}
      tabIndex={-1}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div
        class="lines"
        role="presentation"
        style={{ height: `${last ? last.top + heightOf(last) : 0}px`, '--columns': size.columns }}
      >
        {drawn.map(row)}
      </div>
    </div>
  );
}
