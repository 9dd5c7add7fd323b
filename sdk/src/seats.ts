import { readJson, type StorageLike } from './storage.js';

/** A seat as kept in storage, so that a refresh is the same person. */
export interface KeptSeat {
  readonly code: string;
  /** Of the join that took the seat; kept before it is sent, so that a lost reply leaves no ghost. */
  readonly key: string;
  readonly name: string;
  /** The seat token and the member's id; absent until the join was answered. */
  readonly seat?: string;
  readonly id?: string;
  readonly hostToken?: string;
  readonly title?: string;
  /** When it was last joined, ms. */
  readonly at: number;
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

/** @param name where in the storage: one name per service. */
export function createSeats(storage: StorageLike, name: string): Seats {
  const list = (): KeptSeat[] => {
    const kept = readJson(storage, name);
    return Array.isArray(kept) ? kept.filter(isSeat) : [];
  };
  const others = (code: string) => list().filter((seat) => seat.code !== code);
  const write = (seats: KeptSeat[]) => storage.setItem(name, JSON.stringify(seats.slice(0, MOST)));
  return {
    get: (code) => list().find((seat) => seat.code === code),
    put: (seat) => write([seat, ...others(seat.code)]),
    forget: (code) => write(others(code)),
    list,
  };
}

/** Storage is the page's, and anyone's there: what isn't a seat is none. */
function isSeat(value: unknown): value is KeptSeat {
  const { code, key, name, seat = '' } = (value ?? {}) as Partial<KeptSeat>;
  return [code, key, name, seat].every((part) => typeof part === 'string');
}
