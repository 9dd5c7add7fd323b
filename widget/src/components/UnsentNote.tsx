import { ALERT } from '../icons.js';
import { problemOf } from '../models/problem.js';
import type { Row } from '../models/rows.js';
import type { Strings } from '../strings/table.js';
import { Icon } from './Icon.js';

interface UnsentProps {
  message: Row['message'];
  strings: Strings;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** "Not sent · Try again", with the reason where there is more to it than the connection. */
export function UnsentNote({ message, strings, onRetry, onDiscard }: UnsentProps) {
  const { list, problem } = strings;
  const error = message.status === 'failed' ? message.error : undefined;
  const reason = error && problemOf(error);
  return (
    <div class="unsent">
      <span role="alert">
        <Icon path={ALERT} size={14} />
        {list.notSent}
      </span>
      <button type="button" class="link" onClick={() => onRetry(message.key)}>
        {list.tryAgain}
      </button>
      <button type="button" class="link" onClick={() => onDiscard(message.key)}>
        {list.discard}
      </button>
      {reason && reason !== 'unavailable' && <span class="why">{problem[reason]}</span>}
    </div>
  );
}
