/** Paths of the icons that come with what is done with messages. */
export const REPLY = 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1';
export const PENCIL = 'm5 19 1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L9 18l-4 1ZM14.5 6.5l3 3';
export const REACT =
  'M20 12.5A8.5 8.5 0 1 1 11.5 4M18 2.5v6M15 5.5h6M8.5 14a4 4 0 0 0 6.5 0M9 9.5v.01M14.5 9.5v.01';
export const TRASH = 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 12.5h9l1-12.5M10.5 11v5M13.5 11v5';
