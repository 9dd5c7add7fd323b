import { REACT, REPLY } from '../icons/message.js';
import { MORE } from '../icons/room.js';
import { can } from '../models/can.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** At the bubble under the mouse, with the focus, or tapped. Keys reach the same by the row's menu. */
export function RowTools({ row, room }: { row: Row; room: RoomModel }) {
  const { strings } = useWidget();
  const { message, key } = row;
  const text = strings.list;
  const able = can(message, room.state.value);
  if (!able.copy) return null;
  const tool = (label: string, path: string, act: () => void, name = '') => (
    <button type="button" tabIndex={-1} aria-label={label} title={label} onClick={act}>
      <Icon path={path} size={18} name={name} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look and a legend
    <div class="tools" role="group" aria-label={text.actions}>
      {able.reply &&
        tool(text.react, REACT, () => room.ask({ name: 'actions', key, from: 'reactions' }))}
      {able.reply &&
        message.status === 'sent' &&
        tool(
          text.reply,
          REPLY,
          () => {
            room.activate(undefined);
            room.reply(message);
          },
          'turns',
        )}
      {tool(text.more, MORE, () => room.ask({ name: 'actions', key, from: 'actions' }), 'dots')}
    </div>
  );
}
