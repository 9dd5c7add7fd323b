import { NameField } from './NameField.js';
import { PasswordField } from './PasswordField.js';
import { submits } from './submits.js';
import { useWidget } from './widget-context.js';

/** Join the room a link named: the code stands there, the name is all that is asked. */
export function InvitedForm({ problemId }: { problemId: string }) {
  const { session, strings } = useWidget();
  const { start } = session;
  const text = strings.start;
  return (
    <>
      <form noValidate>
        <div class="ticket">
          <span>{text.code}</span>
          <strong dir="auto">{start.code.value.text}</strong>
        </div>
        <NameField />
        <PasswordField />
        <button
          {...submits(start.join)}
          class="button primary wide"
          aria-disabled={start.busy.value !== undefined}
          aria-describedby={problemId}
        >
          {start.busy.value === 'joining' ? text.joining : text.joinRoom}
        </button>
      </form>
      <div class="aside">
        <button type="button" class="link" onClick={start.decline}>
          {text.createInstead}
        </button>
      </div>
    </>
  );
}
