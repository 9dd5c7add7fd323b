/** The row of a message, by its key; keys hold anything, so it is no selector. */
export function rowElement(list: ParentNode | null, key: string): HTMLElement | undefined {
  const rows = list?.querySelectorAll<HTMLElement>('.row') ?? [];
  return [...rows].find((row) => row.dataset.key === key);
}

/** The key of the row something happened in. */
export function rowKeyAt(event: Event): string | undefined {
  const { target } = event;
  return target instanceof Element ? target.closest<HTMLElement>('.row')?.dataset.key : undefined;
}
