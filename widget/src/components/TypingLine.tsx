import type { RoomModel } from '../models/room.js';
import { useWidget } from './widget-context.js';

const MOST_NAMED = 2;

/** Who is writing. Not announced: it would talk over the conversation. */
export function TypingLine({ room }: { room: RoomModel }) {
  const { strings, say, formats } = useWidget();
  const { typing } = room.state.value;
  const names = typing.map(({ name }) => name);
  const count = names.length;
  const { now, several } = strings.typing;
  return (
    <div class="typing">
      {count > MOST_NAMED ? several : count > 0 && say(now, { names: formats.list(names), count })}
    </div>
  );
}
