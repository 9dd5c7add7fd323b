/**
 * Paths on a 24 px grid, drawn as lines; here those of the first view. Each step of loading has a file
 * of its own, for what two chunks take from one file both wait for. The loader takes `SPEECH` alone.
 */
export const SPEECH =
  'M12 3.5a8.5 8.5 0 0 0-7.5 12.5L3.5 20.5 8 19.5A8.5 8.5 0 1 0 12 3.5ZM8.5 10.5h7M8.5 14h4.5';
export const CLOSE = 'm6 6 12 12M18 6 6 18';
export const ALERT = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5.5M12 16.5v.01';
