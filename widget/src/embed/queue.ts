/**
 * `Roomlet('open')`, `Roomlet('join', code)`, `Roomlet('theme', 'dark')`, `Roomlet('lang', 'de')`,
 * `Roomlet('accent', 'teal')`, `Roomlet('attachTo', element)`, `Roomlet('on', event, fn)`, `Roomlet('destroy')`.
 */
export type Call = readonly [name: string, ...rest: unknown[]];

/** The page's `window.Roomlet`: a stub of the page's own with a queue, or the loader's. */
export interface RoomletGlobal {
  (...call: Call): void;
  /** Calls made before the loader ran, as a page's stub keeps them: `arguments`, mostly. */
  q?: Iterable<Iterable<unknown>>;
  /** By site, the widgets of this name; set by the loader. */
  v?: Record<string, Play>;
}

/** Does what a call asks; unknown ones do nothing. */
export type Play = (call: Call) => void;

/**
 * What the core gives the loader: draws the widget into `host`.
 * @param attributes the script tag's `data-*`
 */
export type Start = (
  host: HTMLElement,
  attributes: Readonly<Record<string, string | undefined>>,
) => Play;
