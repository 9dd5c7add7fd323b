/** Paths of the icons that come with a room. */
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
export const CLOUD_OFF =
  'M4 4l16 16M8.5 8.2A6 6 0 0 0 6.4 18H17m3-1.6A4 4 0 0 0 17.5 10h-.6A6 6 0 0 0 12 6.1';
export const SMILE =
  'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.5 14a4 4 0 0 0 7 0M9 9.5v.01M15 9.5v.01';
export const STAR = 'm12 4 2.4 4.9 5.4.8-3.9 3.8.9 5.4L12 16.4l-4.8 2.5.9-5.4-3.9-3.8 5.4-.8L12 4Z';
