import type { Store } from './storage.js';

/** A seat as kept in storage, so that a refresh is the same person. */
export interface KeptSeat {
  readonly code: string;
  /** Of the join that took the seat; kept before it is sent, so that a lost reply leaves no ghost. */
  readonly key: string;
  readonly name: string;
  /** The seat token; absent until the join was answered, and once the seat has ended. */
  readonly seat?: string | undefined;
  readonly title?: string | undefined;
  /** When it was last joined, ms. */
  readonly at: number;
}

/** The seats one service's clients hold in one storage. Other tabs write there too. */
export interface Seats {
  get(code: string): KeptSeat | undefined;
  put(seat: KeptSeat): void;
  /** With all else that is kept of the room. */
  forget(code: string): void;
  /** Newest first. */
  list(): readonly KeptSeat[];
}

/** Rooms are short-lived; what is older than this many seats is surely gone. */
const MOST = 50;

/**
 * @param prefix begins the names of all that is kept of one service: with the code it is the name of
 *   a room's seat, and what begins with that and a space belongs to the room.
 */
export function createSeats(store: Store, prefix: string): Seats {
  const list = () =>
    store
      .list<KeptSeat>(prefix)
      .filter(({ code }) => code)
      .sort((a, b) => b.at - a.at);
  return {
    get: (code) => list().find((seat) => seat.code === code),
    put(seat) {
      store.put(prefix + seat.code, seat);
      for (const { code } of list().slice(MOST)) forget(code);
    },
    forget,
    list,
  };

  function forget(code: string): void {
    store.put(prefix + code);
    for (const { key } of store.list(`${prefix + code} `)) store.put(`${prefix + code} ${key}`);
  }
}
