import { type Client, type Room, RoomletError } from '@roomlet/sdk';
import { FakeRoom } from './fake-room.js';

export const CODE = 'k7w-q2m-x9d';

/** A client of a service that a test makes up. */
export class FakeClient implements Client {
  readonly url = 'https://chat.example';
  readonly status = 'connected';
  readonly rooms = new Map<string, FakeRoom>();
  /** Codes this browser holds seats for. */
  held: string[] = [];
  /** What joins were asked for. */
  readonly asked: { code: string; name?: string; password?: string }[] = [];
  /** Why the next one fails. */
  refusal: RoomletError | undefined;
  /** Joins wait for it. */
  gate: Promise<void> | undefined;
  closed = false;

  refuse(code: RoomletError['code']): void {
    this.refusal = new RoomletError(code, 'No.');
  }

  async createRoom({ name }: { name?: string } = {}): Promise<Room> {
    return this.join(CODE, { ...(name !== undefined && { name }) });
  }

  async join(code: string, entry: { name?: string; password?: string } = {}): Promise<Room> {
    this.asked.push({ code, ...entry });
    await this.gate;
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal?.code === 'not_found') this.held = this.held.filter((one) => one !== code);
    if (refusal) throw refusal;
    const room = this.rooms.get(code) ?? new FakeRoom(code);
    this.rooms.set(code, room);
    if (!this.held.includes(code)) this.held.push(code);
    return room;
  }

  facts(): Promise<never> {
    return Promise.reject(new Error('The fake client does not do this.'));
  }

  exportRoom = async (code: string, format: string): Promise<Blob> => {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
    return new Blob([`${code} as ${format}`]);
  };

  seats() {
    return this.held.map((code) => ({ code, name: 'Mia', at: 0 }));
  }

  on() {
    return () => {};
  }

  close(): void {
    this.closed = true;
  }
}
