import { ALERT } from '../icons/start.js';
import { problemOf } from '../models/problem.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

interface UnsentProps {
  message: Row['message'];
  room: RoomModel;
  /** Whether Tab stops here. */
  reachable: boolean;
}

/** "Not sent · Try again", with the reason where there is more to it than the connection. */
export function UnsentNote({ message, room, reachable }: UnsentProps) {
  const { list, problem } = useWidget().strings;
  const error = message.status === 'failed' ? message.error : undefined;
  const reason = error && problemOf(error);
  // The room is there: it is the answered message that isn't.
  const why = reason === 'noRoom' ? list.quoteGone : reason && problem[reason];
  const action = (label: string, act: (key: string) => void) => (
    <button
      type="button"
      class="link"
      tabIndex={reachable ? 0 : -1}
      onClick={() => act(message.key)}
    >
      {label}
    </button>
  );
  return (
    <div class="unsent">
      <span role="alert">
        <Icon path={ALERT} size={14} />
        {list.notSent}
      </span>
      {action(list.tryAgain, room.retry)}
      {action(list.discard, room.discard)}
      {reason && reason !== 'unavailable' && <span class="why">{why}</span>}
    </div>
  );
}
