import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { problemOf } from '../models/problem.js';
import { css } from '../styles/css.js';
import { useWidget } from './widget-context.js';

export interface QuestionProps {
  title: string;
  lead: string;
  /** What the two buttons say: the harmless one, which has the focus, and the other. */
  stay: string;
  act: string;
  onStay: () => void;
  /** Does it; when that rejects, the visitor is told why and the question goes away. */
  onAct: () => unknown;
}

/** The question, with the focus on its harmless answer, which Escape gives, too. */
export function View({ title, lead, stay, act, onStay, onAct }: QuestionProps) {
  const { strings, toast } = useWidget();
  const id = useId();
  const harmless = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  // While it slides in, scrolling to it would move the whole panel.
  useLayoutEffect(() => harmless.current?.focus({ preventScroll: true }), []);
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
        <h2 id={`${id}t`}>{title}</h2>
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

export const style = css`
.veil { position: absolute; z-index: 5; inset: 0; display: grid; align-items: end; background: #0006; animation: appear .14s; }
.prompt { display: grid; gap: var(--s2); padding: 24px 24px calc(24px + env(safe-area-inset-bottom)); border-radius: var(--r4) var(--r4) 0 0; background: var(--bg); animation: slide .2s var(--ease); outline: none; }
.prompt h2 { font: 650 var(--t-title) var(--font); }
.prompt p { color: var(--muted); }
.prompt .pair { display: flex; flex-wrap: wrap; gap: var(--s2); margin-block-start: var(--s3); }
.prompt .button { flex: 1; min-width: fit-content; }
@media (forced-colors: active) { .prompt { border: 1px solid CanvasText; } }
`;
