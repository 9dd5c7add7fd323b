import { ALERT } from '../icons.js';
import { problemOf } from '../models/problem.js';
import type { RoomModel } from '../models/room.js';
import type { Row } from '../models/rows.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

/** "Not sent · Try again", with the reason where there is more to it than the connection. */
export function UnsentNote({ message, room }: { message: Row['message']; room: RoomModel }) {
  const { list, problem } = useWidget().strings;
  const error = message.status === 'failed' ? message.error : undefined;
  const reason = error && problemOf(error);
  // The room is there: it is the answered message that isn't.
  const why = reason === 'noRoom' ? list.quoteGone : reason && problem[reason];
  return (
    <div class="unsent">
      <span role="alert">
        <Icon path={ALERT} size={14} />
        {list.notSent}
      </span>
      <button type="button" class="link" onClick={() => room.retry(message.key)}>
        {list.tryAgain}
      </button>
      <button type="button" class="link" onClick={() => room.discard(message.key)}>
        {list.discard}
      </button>
      {reason && reason !== 'unavailable' && <span class="why">{why}</span>}
    </div>
  );
}
