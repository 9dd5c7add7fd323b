import { type Client, type CreateOptions, createClient, type Room } from '@roomlet/sdk';
import { WebSocket } from 'ws';

/** Somebody in a room without a browser, to talk with. */
export interface Guest {
  readonly room: Room;
  leave(): void;
}

async function guest(url: string, way: (client: Client) => Promise<Room>): Promise<Guest> {
  const client = createClient({ url, storage: null, WebSocket: WebSocket as never });
  return { room: await way(client), leave: () => client.close() };
}

export function enter(url: string, code: string, name: string): Promise<Guest> {
  return guest(url, (client) => client.join(code, { name }));
}

/** Makes a room. */
export function open(url: string, options: CreateOptions): Promise<Guest> {
  return guest(url, (client) => client.createRoom(options));
}

/** Somebody who makes a room, and so is its host. */
export async function host(url: string, name: string): Promise<Guest> {
  const client: Client = createClient({ url, storage: null, WebSocket: WebSocket as never });
  const room = await client.createRoom({ name });
  return { room, leave: () => client.close() };
}
