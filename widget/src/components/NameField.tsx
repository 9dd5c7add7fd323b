import { useId } from 'preact/hooks';
import { useWidget } from './widget-context.js';

const LONGEST = 40;

export function NameField() {
  const { session, strings } = useWidget();
  const { start } = session;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{strings.start.name}</label>
      <input
        id={id}
        class="input"
        dir="auto"
        autocomplete="nickname"
        autocapitalize="words"
        spellcheck={false}
        maxLength={LONGEST}
        placeholder={strings.start.namePlaceholder}
        value={start.name.value}
        data-first-focus
        onInput={(event) => start.typeName(event.currentTarget.value)}
      />
    </div>
  );
}
