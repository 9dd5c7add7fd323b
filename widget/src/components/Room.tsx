import { lazy } from './lazy.js';

/** A room, loaded while the visitor is still on the way there: the start needs none of it. */
export const Room = lazy(() => import('./RoomPart.js'));
