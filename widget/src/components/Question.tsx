import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { problemOf } from '../models/problem.js';
import { useWidget } from './widget-context.js';

interface QuestionProps {
  title: string;
  lead: string;
  /** What the two buttons say: the harmless one, which has the focus, and the other. */
  stay: string;
  act: string;
  onStay: () => void;
  /** Does it; when that rejects, the visitor is told why and the question goes away. */
  onAct: () => Promise<void> | void;
}

/** Asks before what can't be undone. It lies over the room, whose other parts are inert meanwhile. */
export function Question({ title, lead, stay, act, onStay, onAct }: QuestionProps) {
  const { strings, toast } = useWidget();
  const id = useId();
  const harmless = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  // While it slides in, scrolling to it would move the whole panel.
  useEffect(() => harmless.current?.focus({ preventScroll: true }), []);
  const answer = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await onAct();
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
        <h3 id={`${id}t`}>{title}</h3>
        <p id={`${id}d`}>{lead}</p>
        <div class="pair">
          <button type="button" ref={harmless} class="button quiet" onClick={onStay}>
            {stay}
          </button>
          <button type="button" class="button danger" aria-disabled={busy} onClick={answer}>
            {act}
          </button>
        </div>
      </div>
    </div>
  );
}
