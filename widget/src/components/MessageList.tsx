import { useRef } from 'preact/hooks';
import type { RoomModel } from '../models/room.js';
import { RowActions } from './late-parts.js';
import { MessageRow } from './MessageRow.js';
import { NewMessagesPill } from './NewMessagesPill.js';
import { useRovingRow } from './use-roving-row.js';
import { useScroll } from './use-scroll.js';
import { useWidget } from './widget-context.js';

/** The conversation: one stop for Tab, arrow keys inside. */
export function MessageList({ room }: { room: RoomModel }) {
  const widget = useWidget();
  const list = useRef<HTMLDivElement>(null);
  const pressed = useRef<KeyboardEvent | null>(null);
  const rows = room.rows.value;
  const active = room.active.value;
  const lit = room.target.value?.key;
  const { onScroll, onGesture } = useScroll(list, room);
  const { reachable, onFocusIn, onKeyDown } = useRovingRow(list, rows);
  return (
    <div class="scroller">
      {/* biome-ignore lint/a11y/useSemanticElements: a section would need the same role and name */}
      <div
        ref={list}
        class="list"
        role="region"
        aria-label={widget.strings.list.label}
        onScroll={onScroll}
        onFocusIn={onFocusIn}
        onFocusOut={() => {
          pressed.current = null;
        }}
        onKeyDown={(event) => {
          pressed.current = event;
          onGesture();
          onKeyDown(event);
        }}
        onPointerDown={onGesture}
      >
        <div class="rows">
          {rows.map((row) => (
            <MessageRow
              key={row.key}
              row={row}
              room={room}
              widget={widget}
              reachable={row.key === reachable}
              active={row.key === active}
              lit={row.key === lit}
            />
          ))}
        </div>
      </div>
      {room.history.loading.value && (
        <div class="loading" role="status">
          <div class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </div>
          <span class="hidden">{widget.strings.list.loading}</span>
        </div>
      )}
      <RowActions list={list} room={room} early={pressed} />
      <NewMessagesPill room={room} />
    </div>
  );
}
