/** Paths on a 24 px grid, drawn as lines. The loader takes `SPEECH` alone. */
export const SPEECH =
  'M12 3.5a8.5 8.5 0 0 0-7.5 12.5L3.5 20.5 8 19.5A8.5 8.5 0 1 0 12 3.5ZM8.5 10.5h7M8.5 14h4.5';
export const CLOSE = 'm6 6 12 12M18 6 6 18';
export const DOWN = 'm6 9 6 6 6-6';
export const COPY =
  'M9 9V5.5A1.5 1.5 0 0 1 10.5 4h8A1.5 1.5 0 0 1 20 5.5v8a1.5 1.5 0 0 1-1.5 1.5H15M5.5 9h8a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 4 18.5v-8A1.5 1.5 0 0 1 5.5 9Z';
export const LINK =
  'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 1 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 1 0 5.7 5.7l1-1';
export const MORE = 'M12 5.5v.01M12 12v.01M12 18.5v.01';
export const SEND = 'M12 19V5m0 0-6 6m6-6 6 6';
export const CHECK = 'm5 12.5 4.5 4.5L19 7.5';
export const SEEN = 'm2 12.5 4.5 4.5L16 7.5M11.5 16l1 1L22 7.5';
export const CLOCK = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2';
export const ALERT = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5.5M12 16.5v.01';
export const CLOUD_OFF =
  'M4 4l16 16M8.5 8.2A6 6 0 0 0 6.4 18H17m3-1.6A4 4 0 0 0 17.5 10h-.6A6 6 0 0 0 12 6.1';
export const REPLY = 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1';
export const PENCIL = 'm5 19 1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L9 18l-4 1ZM14.5 6.5l3 3';
export const REACT =
  'M20 12.5A8.5 8.5 0 1 1 11.5 4M18 2.5v6M15 5.5h6M8.5 14a4 4 0 0 0 6.5 0M9 9.5v.01M14.5 9.5v.01';
export const TRASH = 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10.5 11v5M13.5 11v5';
export const SMILE =
  'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01';
