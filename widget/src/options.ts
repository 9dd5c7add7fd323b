export type Mode = 'popup' | 'inline' | 'page';
export type Theme = 'auto' | 'light' | 'dark';

/** How one widget is set up; a script tag's `data-*`, an element's attributes and `mount()` all become this. */
export interface RoomletOptions {
  /** Address of the room service, http or https. A script tag's own origin. */
  url: string;
  /** `popup` (a launcher in the corner), `inline` (fills its place) or `page` (fills the window). Default `popup`. */
  mode?: Mode;
  /** Default `auto`: as the visitor's system has it. */
  theme?: Theme;
  /** Any CSS colour; what stands on it, and one's own bubbles, follow from it. */
  accent?: string;
  /** BCP 47 tag, or `auto`: the visitor's. Default the page's `lang`, else the visitor's, else English. */
  lang?: string;
  /** A room's code, in any spelling: the one this widget is for. With `name`, it is entered at once. */
  room?: string;
  /** Display name to offer a visitor. */
  name?: string;
  /** Tells two widgets on one origin apart in what is remembered. Default empty. */
  site?: string;
  /**
   * Query parameters of the page that an invite link carries on, with commas between: `lang,ref`.
   * Default none: an address may hold secrets. `utm_*`, `gclid` and `fbclid` are never carried on.
   */
  inviteParams?: string;
  /** `shield`: keys typed in the widget stay from the page's capturing listeners, too. */
  hotkeys?: 'shield';
}

const MODES: readonly string[] = ['popup', 'inline', 'page'] satisfies Mode[];
const THEMES: readonly string[] = ['auto', 'light', 'dark'] satisfies Theme[];

/**
 * Options from loosely written attributes: anything unknown or empty counts as not given.
 * @param attribute reads one by its option's name, e.g. `mode`
 */
export function readOptions(
  url: string,
  attribute: (name: string) => string | null | undefined,
): RoomletOptions {
  const options: RoomletOptions = { url };
  const mode = attribute('mode');
  const theme = attribute('theme');
  if (mode && MODES.includes(mode)) options.mode = mode as Mode;
  if (theme && THEMES.includes(theme)) options.theme = theme as Theme;
  if (attribute('hotkeys') === 'shield') options.hotkeys = 'shield';
  for (const name of ['lang', 'accent', 'room', 'name', 'site', 'inviteParams'] as const) {
    const value = attribute(name)?.trim();
    if (value) options[name] = value;
  }
  return options;
}
