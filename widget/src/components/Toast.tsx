import { useWidget } from './widget-context.js';

/** One short sentence over the panel. The element stays, so that screen readers hear it change. */
export function Toast() {
  return (
    <div class="toast" role="status">
      {useWidget().toast.text.value}
    </div>
  );
}
