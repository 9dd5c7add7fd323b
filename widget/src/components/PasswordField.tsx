import { useId } from 'preact/hooks';
import { useWidget } from './widget-context.js';

/** Shown once the room turned out to have a password. */
export function PasswordField() {
  const { session, strings } = useWidget();
  const { start } = session;
  const id = useId();
  if (!start.asksPassword.value) return null;
  return (
    <div class="field">
      <label for={id}>{strings.start.password}</label>
      <input
        id={id}
        class="input"
        type="password"
        autocomplete="off"
        value={start.password.value}
        ref={(field) => field?.focus()}
        onInput={(event) => start.typePassword(event.currentTarget.value)}
      />
    </div>
  );
}
