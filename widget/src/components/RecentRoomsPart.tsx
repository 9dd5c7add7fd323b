import { useId } from 'preact/hooks';
import { css } from '../styles/css.js';
import { useWidget } from './widget-context.js';

const MOST = 5;

/** The rooms one has a seat in on this device: a click goes back in. */
export function View() {
  const { session, strings, say, formats, page } = useWidget();
  const text = strings.start;
  const id = useId();
  const now = page.clock.now();
  return (
    <section class="recent" aria-labelledby={id}>
      <h3 id={id}>{text.recent}</h3>
      <ul>
        {session.rooms.value.slice(0, MOST).map(({ code, title, name, at }) => (
          <li key={code}>
            <button type="button" onClick={() => session.resume(code)}>
              <strong dir="auto" class={title ? '' : 'mono'}>
                {title || code}
              </strong>
              <span>
                {title && <bdi class="mono">{code}</bdi>}
                <span>{say(text.recentAs, { name })}</span>
                <time dateTime={formats.iso(at)}>{formats.day(at, now)}</time>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const style = css`
.recent { margin-block-start: 28px; }
.recent h3 { margin-block-end: var(--s2); font: 600 var(--t-label) var(--font); }
.recent ul { display: grid; gap: 1px; overflow: hidden; list-style: none; border: 1px solid var(--line); border-radius: 14px; background: var(--line); }
.recent button { display: grid; justify-items: start; gap: 2px; width: 100%; padding: 10px 14px; border: 0; background: var(--bg); text-align: start; cursor: pointer; }
@media (hover: hover) { .recent button:hover { background: var(--surface); } }
.root .recent button:focus-visible { outline-offset: -3px; border-radius: 14px; }
.recent strong { max-width: 100%; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.recent button > span { display: flex; gap: 4px 10px; flex-wrap: wrap; font: 400 var(--t-small) var(--font); color: var(--muted); }
.recent button > span .mono { font-family: var(--mono); }
@media (forced-colors: active) { .recent button { border: 1px solid ButtonText; border-radius: 14px; } }
`;
