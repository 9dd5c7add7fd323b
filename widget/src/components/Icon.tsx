/** A line icon; what it means is said beside it, so it is hidden from screen readers. */
export function Icon({ path, size = 20, name }: { path: string; size?: number; name?: string }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} class={name} aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
