import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { SavedField } from '../models/saved-field.js';
import { ProblemNote } from './ProblemNote.js';
import { submits } from './submits.js';

interface SavedFieldProps {
  field: SavedField;
  label: string;
  /** What the button says. */
  action: string;
  onSaved: (text: string) => void;
  secret?: boolean;
  /** Takes the focus when it is drawn. */
  takesFocus?: boolean;
}

/** One field with its button, and what went wrong below it. */
export function SavedFieldForm(props: SavedFieldProps) {
  const { field, label, action, onSaved, secret, takesFocus } = props;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  // At once: what is typed next is meant for it.
  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus({ preventScroll: true });
  }, []);
  const save = async () => {
    if (await field.save()) onSaved(field.text.peek());
  };
  return (
    <form noValidate>
      <div class="field">
        <label for={id}>{label}</label>
        <div class="code-row">
          <input
            id={id}
            class="input"
            ref={input}
            {...(secret && { type: 'password' as const })}
            dir="auto"
            autocomplete="off"
            spellcheck={false}
            maxLength={field.longest}
            value={field.text.value}
            aria-invalid={field.problem.value !== undefined}
            aria-describedby={`${id}p`}
            onInput={(event) => field.type(event.currentTarget.value)}
          />
          <button {...submits(save)} class="button quiet" aria-disabled={field.busy.value}>
            {action}
          </button>
        </div>
        <ProblemNote id={`${id}p`} problem={field.problem.value} />
      </div>
    </form>
  );
}
