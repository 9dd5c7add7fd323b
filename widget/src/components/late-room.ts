import { lazy } from './lazy.js';

const load = () => import('./room-parts.js');

export const MenuItems = lazy(async () => (await load()).menu);
export const RoomSheet = lazy(async () => (await load()).sheet);
export const EndedNotice = lazy(async () => (await load()).ended);

/** Ahead of the first use, once there is a room. Where it fails, the first use says so. */
export const loadRoomParts = (): void => void load().catch(() => {});
