export type { Mounted } from './attach.js';
export { defineRoomletChat } from './element.js';
export type { Listener, RoomletEvent, RoomletEvents } from './events.js';
export { type MountOptions, mount } from './mount.js';
export type { Mode, RoomletOptions, Theme } from './options.js';
