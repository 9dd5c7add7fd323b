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
    const field = document.createElement('textarea');
    const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    field.value = text;
    field.readOnly = true;
    field.className = 'hidden';
    place.append(field);
    field.select();
    let copied = false;
    try {
      copied = document.execCommand('copy');
    } catch {
      // Said by the answer.
    }
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return copied;
  }
}
