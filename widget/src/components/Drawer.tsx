import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { CloseButton } from './CloseButton.js';
import { Icon } from './Icon.js';
import { useWidget } from './widget-context.js';

const BACK = 'm14.5 5.5-6.5 6.5 6.5 6.5';

interface DrawerProps {
  title: string;
  onBack: () => void;
  /** Something lies over it. */
  inert: boolean;
  children: ComponentChildren;
}

/** Lies over the conversation, with the way back to it: a button, and Escape. */
export function Drawer({ title, onBack, inert, children }: DrawerProps) {
  const { strings } = useWidget();
  const id = useId();
  const back = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => back.current?.focus({ preventScroll: true }), []);
  return (
    <section
      class="drawer"
      inert={inert}
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        // What opens inside it has its own Escape first.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onBack();
      }}
    >
      <div class="head">
        <div>
          <button
            type="button"
            ref={back}
            class="icon-button back"
            aria-label={strings.panel.back}
            onClick={onBack}
          >
            <Icon path={BACK} name="turns" />
          </button>
          <h2 id={id}>{title}</h2>
          <CloseButton />
        </div>
      </div>
      {children}
    </section>
  );
}
