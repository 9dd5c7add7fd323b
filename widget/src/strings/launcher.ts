/** What the launcher says before anything else is loaded; the loader carries only these. */
export const OPEN_CHAT = 'Open chat';
