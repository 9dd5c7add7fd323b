import { hueOf, initialsOf } from '../models/avatar.js';

/** Initials on one of twelve hues. The author is named elsewhere, so it is hidden from readers. */
export function Avatar({ id, name }: { id: string; name: string }) {
  return (
    <div class="avatar" style={{ '--hue': hueOf(id) }} aria-hidden="true">
      {initialsOf(name)}
    </div>
  );
}
