import { type Client, createClient, type Room } from '@roomlet/sdk';
import { WebSocket } from 'ws';

/** Somebody in a room without a browser, to talk with. */
export interface Guest {
  readonly room: Room;
  leave(): void;
}

export async function enter(url: string, code: string, name: string): Promise<Guest> {
  const client: Client = createClient({ url, storage: null, WebSocket: WebSocket as never });
  const room = await client.join(code, { name });
  return { room, leave: () => client.close() };
}
