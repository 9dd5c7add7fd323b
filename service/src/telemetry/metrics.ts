import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is measured when somebody asks. */
export interface Measured {
  readonly connections: () => number;
  readonly openRooms: () => number;
  /** Whether the storage can be written. */
  readonly storage: () => boolean;
}

/** The figures of `GET /metrics`, as Prometheus text. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #failures: Counter;

  constructor({ connections, openRooms, storage }: Measured) {
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
