import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { createChime } from '../alerts/chime.js';
import { askPermission, permission } from '../alerts/desktop.js';
import { keepWishes, readWishes, type Wishes } from '../models/wishes.js';
import { css } from '../styles/css.js';
import { switches } from '../styles/switches.js';
import { useWidget } from './widget-context.js';

/** How one wants to be told of messages while one looks elsewhere. Remembered by this browser. */
export function View() {
  const { strings, page, options } = useWidget();
  const text = strings.notices;
  const id = useId();
  const [wishes, setWishes] = useState(() => readWishes(page.browser, options.site));
  const [allowed, setAllowed] = useState(permission);
  const chime = useMemo(createChime, []);
  useEffect(() => chime.stop, []);
  const wish = (change: Partial<Wishes>) => {
    // Another tab may have changed the other one.
    const next = { ...readWishes(page.browser, options.site), ...change };
    keepWishes(page.browser, options.site, next);
    setWishes(next);
  };
  const note = allowed === 'denied' ? text.blocked : allowed === 'unsupported' && text.unsupported;
  return (
    <div class="body notices">
      <div class="wishes">
        <label class="switch">
          <span>{text.sound}</span>
          <input
            type="checkbox"
            checked={wishes.sound}
            onChange={({ currentTarget: { checked } }) => {
              wish({ sound: checked });
              // What it is like; and this click is what lets it sound.
              if (checked) chime.play().catch(() => {});
            }}
          />
        </label>
        <label class="switch">
          <span>{text.desktop}</span>
          <input
            type="checkbox"
            checked={wishes.desktop && allowed === 'granted'}
            disabled={allowed === 'unsupported'}
            aria-describedby={id}
            onChange={async ({ currentTarget: box }) => {
              const answer = box.checked ? await askPermission() : allowed;
              const isOn = box.checked && answer === 'granted';
              setAllowed(answer);
              wish({ desktop: isOn });
              // What is drawn may be as before, and then drawing doesn't put it back.
              box.checked = isOn;
            }}
          />
        </label>
      </div>
      <p>{text.lead}</p>
      <p class="note" id={id} role="status">
        {note}
      </p>
    </div>
  );
}

export const style =
  switches +
  css`
.wishes { border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
.wishes .switch { min-height: 52px; padding: 0 14px; font: 400 var(--t-body) var(--font); }
.wishes .switch + .switch { border-top: 1px solid var(--line); }
.notices p { margin: var(--s2) 14px 0; font: 400 var(--t-label) var(--font); color: var(--muted); text-wrap: pretty; }
.notices .note { color: var(--text); }
`;
