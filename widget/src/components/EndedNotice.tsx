import { useWidget } from './widget-context.js';

/** Instead of the composer, once the seat is gone: why, and what can be done. */
export function EndedNotice({ code }: { code: string }) {
  const { session, strings } = useWidget();
  const text = strings.ended;
  const final = code === 'banned' || code === 'erased' || code === 'not_found';
  const known = code === 'not_found' ? 'erased' : code;
  const why = known in text ? text[known as keyof typeof text] : text.other;
  return (
    <div class="notice">
      <p role="alert">{why}</p>
      <div class="pair">
        <button type="button" class="button quiet" onClick={session.close}>
          {text.start}
        </button>
        {!final && (
          <button type="button" class="button primary" onClick={session.rejoin}>
            {text.again}
          </button>
        )}
      </div>
    </div>
  );
}
