import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { problemOf } from '../models/problem.js';
import { useWidget } from './widget-context.js';

/** Asks before a seat is given up, for it can't be had back. */
export function LeavePrompt({ onStay }: { onStay: () => void }) {
  const { session, strings, toast } = useWidget();
  const text = strings.room;
  const id = useId();
  const stay = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  // While it slides in, scrolling to it would move the whole panel.
  useEffect(() => stay.current?.focus({ preventScroll: true }), []);
  const leave = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await session.leave();
    } catch (error) {
      toast.show(strings.problem[problemOf(error)]);
      onStay();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus of a click beside the buttons
    <div
      class="veil"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onStay();
      }}
    >
      <div
        class="prompt"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}t`}
        aria-describedby={`${id}d`}
      >
        <h3 id={`${id}t`}>{text.leaveTitle}</h3>
        <p id={`${id}d`}>{text.leaveLead}</p>
        <div class="pair">
          <button type="button" ref={stay} class="button quiet" onClick={onStay}>
            {text.stay}
          </button>
          <button type="button" class="button danger" aria-disabled={busy} onClick={leave}>
            {text.leave}
          </button>
        </div>
      </div>
    </div>
  );
}
