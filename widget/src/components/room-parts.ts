import { roomParts as style } from '../styles/room-parts.js';
import { EndedNotice } from './EndedNotice.js';
import { MenuItems } from './MenuItems.js';
import { RoomSheet } from './RoomSheet.js';

/** What a room is drawn without at first, together in one chunk. */
export const menu = { View: MenuItems, style };
export const sheet = { View: RoomSheet, style };
export const ended = { View: EndedNotice, style };
