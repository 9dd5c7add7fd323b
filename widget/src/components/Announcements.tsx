import type { Announcer } from '../models/announcer.js';

/** What screen readers hear: apart from the list, so that history and redraws stay silent. */
export function Announcements({ announcer }: { announcer: Announcer }) {
  return (
    <div class="hidden" role="log" aria-live="polite">
      {announcer.said.value.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
