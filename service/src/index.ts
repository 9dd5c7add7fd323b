/** `@roomlet/service`: the room service, for those who start it from their own program. */
export { ConfigError, readSettings } from './config/config.js';
export type { Settings } from './config/settings.js';
export { type Service, startService } from './main.js';
