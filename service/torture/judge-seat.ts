import type { RoomEvent } from '@roomlet/sdk';
import type { CreatedRoom, EventsPage, TakenSeat } from '@roomlet/sdk/protocol';

const PAGE = 200;

/** A seat of our own in a room, over HTTP and past the proxy: it reads the log. */
export class JudgeSeat {
  private constructor(
    readonly url: string,
    readonly code: string,
    readonly token: string,
  ) {}

  /** Makes a room and takes a seat in it. */
  static async create(url: string, title: string): Promise<JudgeSeat> {
    const { facts } = await post<CreatedRoom>(`${url}/v1/rooms`, { title });
    const seats = `${url}/v1/rooms/${facts.code}/seats`;
    const { seat } = await post<TakenSeat>(seats, { name: 'Judge' });
    return new JudgeSeat(url, facts.code, seat);
  }

  async head(): Promise<number> {
    return (await this.#page('limit=1')).seq;
  }

  /** The whole log, oldest first. */
  async log(): Promise<RoomEvent[]> {
    const log: RoomEvent[] = [];
    for (;;) {
      const page = await this.#page(`after=${log.at(-1)?.seq ?? 0}&limit=${PAGE}`);
      if (page.events.length === 0) return log;
      log.push(...page.events);
    }
  }

  #page(query: string): Promise<EventsPage> {
    const headers = { authorization: `Bearer ${this.token}` };
    return answer(fetch(`${this.url}/v1/rooms/${this.code}/events?${query}`, { headers }));
  }
}

function post<T>(url: string, body: object): Promise<T> {
  return answer(fetch(url, { method: 'POST', body: JSON.stringify(body) }));
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked;
  if (!response.ok)
    throw new Error(`${response.url} → ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
