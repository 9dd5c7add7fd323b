import { useId } from 'preact/hooks';
import { PasswordField } from './PasswordField.js';
import { submits } from './submits.js';
import { useWidget } from './widget-context.js';

/** Join by a typed or pasted code. */
export function CodeForm({ problemId }: { problemId: string }) {
  const { session, strings } = useWidget();
  const { start } = session;
  const text = strings.start;
  const id = useId();
  const typed = start.code.value;
  return (
    <form noValidate>
      <div class="field">
        <label for={id}>{text.code}</label>
        <div class="code-row">
          <input
            id={id}
            class="input mono"
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            autocorrect="off"
            spellcheck={false}
            placeholder={text.codePlaceholder}
            value={typed.text}
            aria-invalid={start.problem.value === 'badCode'}
            aria-describedby={problemId}
            onInput={(event) => start.typeCode(event.currentTarget.value)}
          />
          <button
            {...submits(start.join)}
            class={typed.code ? 'button primary' : 'button quiet'}
            aria-disabled={start.busy.value !== undefined}
          >
            {start.busy.value === 'joining' ? text.joining : text.join}
          </button>
        </div>
      </div>
      <PasswordField />
    </form>
  );
}
