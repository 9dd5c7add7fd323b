import { useId, useRef } from 'preact/hooks';
import { PAUSES_MS, type People } from '../models/people.js';
import type { RoomModel } from '../models/room.js';
import { ProblemNote } from './ProblemNote.js';
import { SavedFieldForm } from './SavedFieldForm.js';
import { useWidget } from './widget-context.js';

interface HostToolsProps {
  room: RoomModel;
  people: People;
  onEnd: () => void;
}

/** What only a host can do to the room. */
export function HostTools({ room, people, onEnd }: HostToolsProps) {
  const { strings, say, toast } = useWidget();
  const text = strings.people;
  const id = useId();
  const password = useRef<HTMLDivElement>(null);
  const { locked, needsPassword, slow = 0 } = room.state.value;
  const { doors } = people;
  const tell = (done: boolean, words: string) => {
    if (done) toast.show(words);
  };
  const pauses = PAUSES_MS.includes(slow) ? PAUSES_MS : [...PAUSES_MS, slow];
  return (
    <details class="host-tools">
      <summary>{text.hostTools}</summary>
      <div class="forms">
        <SavedFieldForm
          field={people.title}
          label={text.roomTitle}
          action={text.titleSave}
          onSaved={() => toast.show(text.titled)}
        />
        <label class="switch">
          <span>{text.lock}</span>
          <input
            type="checkbox"
            checked={locked}
            onChange={async (event) => {
              const box = event.currentTarget;
              const on = box.checked;
              const done = await people.lock(on);
              tell(done, on ? text.locked : text.unlocked);
              // What is drawn didn't change, so drawing wouldn't put it back.
              if (!done) box.checked = !on;
            }}
          />
        </label>
        <div class="field choice">
          <label for={`${id}s`}>{text.slow}</label>
          <select
            id={`${id}s`}
            class="input"
            value={slow}
            onChange={async (event) => {
              const list = event.currentTarget;
              const done = await people.slow(Number(list.value));
              tell(done, text.slowed);
              if (!done) list.value = String(slow);
            }}
          >
            {pauses.map((ms) => (
              <option key={ms} value={ms}>
                {ms === 0 ? text.slowOff : say(text.slowSeconds, { count: ms / 1_000 })}
              </option>
            ))}
          </select>
        </div>
        <div ref={password}>
          <SavedFieldForm
            field={people.password}
            label={text.password}
            action={text.passwordSet}
            secret
            onSaved={() => {
              people.password.type('');
              toast.show(text.passwordKept);
            }}
          />
          {needsPassword && (
            <button
              type="button"
              class="link"
              onClick={async () => {
                const done = await people.removePassword();
                tell(done, text.passwordGone);
                // This button goes, and leaves its focus to the one above.
                if (done) password.current?.querySelector('button')?.focus();
              }}
            >
              {text.passwordRemove}
            </button>
          )}
        </div>
        <ProblemNote id={`${id}p`} problem={doors.problem.value} />
        <button type="button" class="button end" onClick={onEnd}>
          {text.end}
        </button>
      </div>
    </details>
  );
}
