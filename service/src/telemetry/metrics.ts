import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is measured when somebody asks. */
export interface Measured {
  readonly connections: () => number;
  readonly openRooms: () => number;
  /** Whether the storage can be written. */
  readonly storage: () => boolean;
  /** Since the start. */
  readonly failedLookups: () => number;
}

/** The figures of `GET /metrics`, as Prometheus text. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #failures: Counter;

  constructor({ connections, openRooms, storage, failedLookups }: Measured) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    gauge('roomlet_connections', 'Open sockets.', connections, registers);
    gauge('roomlet_open_rooms', 'Rooms held open in memory.', openRooms, registers);
    const storageUp = () => (storage() ? 1 : 0);
    gauge(
      'roomlet_storage_up',
      '1: the storage can be written; 0: it failed.',
      storageUp,
      registers,
    );
    new Counter({
      name: 'roomlet_failed_lookups_total',
      help: 'Wrong codes, passwords and tokens: many a second mean that somebody guesses.',
      registers,
      collect() {
        this.reset();
        this.inc(failedLookups());
      },
    });
    this.#failures = new Counter({
      name: 'roomlet_unexpected_errors_total',
      help: 'Errors nobody expected; each has a log line.',
      registers,
    });
  }

  unexpectedError(): void {
    this.#failures.inc();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

function gauge(name: string, help: string, read: () => number, registers: Registry[]): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
