import { hueOf, initialsOf } from '../models/avatar.js';
import type { Row } from '../models/rows.js';

/**
 * Initials on one of twelve hues, under a picture where a site's identities bring one: a picture
 * that can't be had leaves the initials. The author is named elsewhere, so it is hidden from readers.
 */
export function Avatar({ id, name, avatar }: Row['message']['by']) {
  const picture = avatar?.startsWith('https://');
  return (
    <div
      class={picture ? 'avatar pictured' : 'avatar'}
      style={{ '--hue': hueOf(id) }}
      aria-hidden="true"
    >
      {initialsOf(name)}
      {picture && (
        <img
          src={avatar}
          alt=""
          referrerpolicy="no-referrer"
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      )}
    </div>
  );
}
