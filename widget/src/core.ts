/** What the loader imports on intent. */
import { defineRoomletChat } from './element.js';

export { start } from './embed/start.js';

defineRoomletChat(new URL(import.meta.url).origin);
