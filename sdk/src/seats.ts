import type { Store } from './storage.js';

/** A seat as kept in storage, so that a refresh is the same person. */
export interface KeptSeat {
  readonly code: string;
  /** Of the join that took the seat; kept before it is sent, so that a lost reply leaves no ghost. */
  readonly key: string;
  readonly name: string;
  /** The seat token and the member's id; absent until the join was answered. */
  readonly seat?: string | undefined;
  readonly id?: string | undefined;
  readonly hostToken?: string | undefined;
  readonly title?: string | undefined;
  /** When it was last joined, ms. */
  readonly at: number;
}

/** What is kept of a seat that has ended: whose the messages are that it left unsent [W7]. */
export function endedSeat(seat: KeptSeat): KeptSeat {
  return { ...seat, seat: undefined };
}

/** The seats one service's clients hold in one storage. Other tabs write there too. */
export interface Seats {
  get(code: string): KeptSeat | undefined;
  put(seat: KeptSeat): void;
  forget(code: string): void;
  /** Newest first. */
  list(): readonly KeptSeat[];
}

/** Rooms are short-lived; what is older than this many seats is surely gone. */
const MOST = 50;

/** @param name where in the store: one name per service. */
export function createSeats(store: Store, name: string): Seats {
  const list = () => store.read<KeptSeat>(name);
  const others = (code: string) => list().filter((seat) => seat.code !== code);
  return {
    get: (code) => list().find((seat) => seat.code === code),
    put: (seat) => store.write(name, [seat, ...others(seat.code)].slice(0, MOST)),
    forget: (code) => store.write(name, others(code)),
    list,
  };
}
