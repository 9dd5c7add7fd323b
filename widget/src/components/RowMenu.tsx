import { useEffect, useRef } from 'preact/hooks';
import { can } from '../models/can.js';
import { NO_MENU } from '../models/menu.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { EmojiPicker } from './EmojiPicker.js';
import { Question } from './Question.js';
import { RowDeeds } from './RowDeeds.js';
import { useWidget } from './widget-context.js';

/** What lies over the conversation about one message: its actions, or the question before it goes. */
export function RowMenu({ room }: { room: RoomModel }) {
  const { keep, delete: act, deleteTitle, deleteLead } = useWidget().strings.list;
  const menu = room.menu.value;
  const close = () => room.ask(NO_MENU);
  const key = menu.name === 'actions' ? menu.key : undefined;
  // In a busy room it may have left the document by now, and can still be answered.
  const last = useRef<Row | undefined>(undefined);
  const drawn = room.rows.value.find((one) => one.key === key);
  if (drawn || last.current?.key !== key) last.current = drawn;
  const row = last.current;
  const able = row && can(row.message, room.state.value);
  // It went away, or somebody deleted it.
  const isVoid = key !== undefined && !able?.copy;
  useEffect(() => {
    if (isVoid) close();
  }, [isVoid]);

  if (menu.name === 'delete')
    return (
      <Question
        title={deleteTitle}
        lead={deleteLead}
        stay={keep}
        act={act}
        onStay={close}
        onAct={() => {
          close();
          room.delete(menu.message.seq);
        }}
      />
    );
  if (menu.name === 'picker')
    return (
      <div class="cover">
        <EmojiPicker
          onPick={(emoji) => {
            close();
            room.react(menu.seq, emoji, true);
          }}
          onClose={close}
          onFail={close}
        />
      </div>
    );
  if (menu.name !== 'actions' || !row || !able || isVoid) return null;
  return <RowDeeds row={row} able={able} room={room} from={menu.from} onClose={close} />;
}
