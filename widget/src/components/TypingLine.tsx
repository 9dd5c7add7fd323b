import type { RoomModel } from '../models/room.js';
import { useWidget } from './widget-context.js';

/** Who is writing. Not announced: it would talk over the conversation. */
export function TypingLine({ room }: { room: RoomModel }) {
  const { strings, say } = useWidget();
  const [first, second, third] = room.state.value.typing;
  const text = strings.typing;
  return (
    <div class="typing">
      {first &&
        (third
          ? text.many
          : second
            ? say(text.two, { name: first.name, other: second.name })
            : say(text.one, { name: first.name }))}
    </div>
  );
}
