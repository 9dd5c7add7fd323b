import type { Strings } from '../strings/table.js';
import { sameDay } from './day.js';

const DAY_MS = 86_400_000;

/** Times and days in the reader's language. */
export interface Formats {
  /** "4:07 PM" */
  time(at: number): string;
  /** "Today", "Yesterday", "Monday" within a week, else the date. */
  day(at: number, now: number): string;
  /** "Ana, Ben and Cleo" */
  list(names: readonly string[]): string;
  /** For `datetime`. */
  iso(at: number): string;
}

export function createFormats(lang: string, strings: Strings): Formats {
  const time = new Intl.DateTimeFormat(lang, { timeStyle: 'short' });
  const list = new Intl.ListFormat(lang);
  const weekday = new Intl.DateTimeFormat(lang, { weekday: 'long' });
  const date = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long' });
  const withYear = new Intl.DateTimeFormat(lang, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return {
    time: (at) => time.format(at),
    list: (names) => list.format(names),
    iso: (at) => new Date(at).toISOString(),
    day(at, now) {
      if (sameDay(at, now)) return strings.list.today;
      // Not 24 h back: the night the clocks change is longer or shorter than that.
      const midnight = new Date(now).setHours(0, 0, 0, 0);
      if (sameDay(at, midnight - 1)) return strings.list.yesterday;
      if (at < now && midnight - at < 6 * DAY_MS) return weekday.format(at);
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return (sameYear ? date : withYear).format(at);
    },
  };
}
