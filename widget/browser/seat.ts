import { type Client, createClient, type Room, type StorageLike } from '@roomlet/sdk';
import { WebSocket } from 'ws';

/** A member without a browser; a page that is given what its storage holds goes on as this member. */
export interface Seat {
  readonly room: Room;
  readonly code: string;
  /** Items of `localStorage`, as of now. */
  stored(): Record<string, string>;
  /** Lets the connection go and keeps the seat. */
  rest(): void;
}

export interface NewRoom {
  readonly title?: string;
  readonly password?: string;
}

/** Makes a room, as its host. */
export const makeRoom = (url: string, name: string, room: NewRoom = {}): Promise<Seat> =>
  sit(url, (client) => client.createRoom({ name, ...room }));

/** Takes a seat in a room. */
export const takeSeat = (url: string, code: string, name: string): Promise<Seat> =>
  sit(url, (client) => client.join(code, { name }));

async function sit(url: string, enter: (client: Client) => Promise<Room>): Promise<Seat> {
  const kept = new Map<string, string>();
  const client = createClient({ url, storage: storageOf(kept), WebSocket: WebSocket as never });
  const room = await enter(client);
  return {
    room,
    code: room.code,
    stored: () => Object.fromEntries(kept),
    rest: () => client.close(),
  };
}

function storageOf(kept: Map<string, string>): StorageLike {
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
