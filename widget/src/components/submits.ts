/**
 * What makes a button a form's own: `act` runs by a click on it and by Enter in a field, which
 * browsers make a click of. The form's submit event is never told in a frame without `allow-forms`.
 */
export function submits(act: () => void) {
  return {
    type: 'submit' as const,
    onClick(event: Event) {
      event.preventDefault();
      act();
    },
  };
}
