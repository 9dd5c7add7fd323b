export interface IconProps {
  path: string;
  /** CSS px. */
  size?: number;
  name?: string;
  /** What it means, where nothing beside it says so. */
  label?: string;
}

/** A line icon, hidden from screen readers unless it has a label. */
export function Icon({ path, size = 20, name, label }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      class={name}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={path} />
    </svg>
  );
}
