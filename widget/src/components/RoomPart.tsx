import { composer } from '../styles/composer.js';
import { messages } from '../styles/messages.js';
import { room } from '../styles/room.js';

export { createRoomModel as createModel } from '../models/room.js';
export { RoomView as View } from './RoomView.js';

export const style = room + messages + composer;
