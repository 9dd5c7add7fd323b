import { lazy } from './lazy.js';

/**
 * The emoji picker, as a chunk of its own: draw it in the foot, to be above where one writes, or in
 * the scroller, to be over the messages.
 */
export const EmojiPicker = lazy(() => import('./EmojiPickerPart.js'));
