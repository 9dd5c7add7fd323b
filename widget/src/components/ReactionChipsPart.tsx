import { type Reaction, reactionsOf } from '../models/reactions.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { useWidget } from './widget-context.js';

export { reactions as style } from '../styles/reactions.js';

export interface ReactionChipsProps {
  /** Of what describes the row. */
  id: string;
  message: Row['message'];
  room: RoomModel;
  /** Whether Tab reaches them: the list is one stop. */
  reachable: boolean;
}

/** Who reacted to a message, and with what; a click joins them or takes one's own back. */
export function View({ id, message, room, reachable }: ReactionChipsProps) {
  const { strings, say, formats } = useWidget();
  const text = strings.list;
  const reactions = reactionsOf(message, room.state.peek());
  if (reactions.length === 0 || message.status !== 'sent') return null;

  const who = ({ mine, names, others }: Reaction) =>
    formats.list([
      ...(mine ? [text.you] : []),
      ...names,
      ...(others > 0 ? [say(text.others, { count: others })] : []),
    ]);
  const toggle = ({ emoji, mine, count }: Reaction, chip: HTMLElement) => {
    // The last one takes its chip away, and must not take the focus along.
    if (mine && count === 1) chip.closest<HTMLElement>('.message')?.focus();
    room.react(message.seq, emoji, !mine);
  };
  return (
    // The id is inside: the name of the group would be all that one hears of it in the row.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and a legend
    <div role="group" aria-label={text.reactions}>
      <div class="chips" id={id}>
        {reactions.map((reaction) => {
          const { emoji, mine, count } = reaction;
          // What one sees is in the name, the count too: people say to a computer what they see.
          const seen = `${emoji} ${say('{count}', { count })}`;
          const label = say(text.reacted, { emoji: seen, names: who(reaction) });
          return (
            <button
              key={emoji}
              type="button"
              class="chip"
              title={label}
              aria-label={label}
              aria-pressed={mine}
              tabIndex={reachable ? 0 : -1}
              onClick={(event) => toggle(reaction, event.currentTarget)}
            >
              <span>
                <span>{emoji}</span>
                {say('{count}', { count })}
              </span>
            </button>
          );
        })}
      </div>
    </div>
  );
}
