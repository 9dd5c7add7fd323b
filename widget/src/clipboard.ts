import { documentOwn, newElement } from './page/document.js';

/**
 * Copies text, by the old way too: without https there is no `navigator.clipboard`.
 * @param place where a field may stand for a moment, inside the widget so that focus stays there
 * @returns whether it worked
 */
export async function copyText(text: string, place: ParentNode & Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = newElement('textarea');
    const host = documentOwn('activeElement');
    const focused = host?.shadowRoot?.activeElement ?? host;
    field.value = text;
    field.readOnly = true;
    field.className = 'hidden';
    place.append(field);
    field.select();
    let copied = false;
    try {
      copied = documentOwn('execCommand').call(document, 'copy');
    } catch {
      // Said by the answer.
    }
    field.remove();
    if (focused instanceof HTMLElement) field.focus.call(focused, { preventScroll: true });
    return copied;
  }
}
