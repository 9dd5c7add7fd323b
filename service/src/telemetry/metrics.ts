import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is measured when somebody asks. */
export interface Measured {
  readonly connections: () => number;
  /** WebSocket connections that have not joined a room. */
  readonly unjoined: () => number;
  /** Rooms with somebody connected. */
  readonly liveRooms: () => number;
  readonly exports: () => number;
  /** Whether the storage can be written. */
  readonly storage: () => boolean;
  /** Since the start. */
  readonly failedLookups: () => number;
}

/** The figures of `GET /metrics`, as Prometheus text. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #failures: Counter;
  readonly #refusedUpgrades: Counter<'reason'>;
  readonly #cutExports: Counter;

  /** @param refusals the reasons for which an upgrade may be refused. */
  constructor(measured: Measured, refusals: readonly string[]) {
    const { connections, unjoined, liveRooms, exports, storage, failedLookups } = measured;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    gauge('roomlet_connections', 'Open sockets.', connections, registers);
    gauge('roomlet_unjoined_connections', 'Sockets that joined no room yet.', unjoined, registers);
    // Not those that are open: a room opens when somebody asks for its code, whoever that is.
    gauge('roomlet_live_rooms', 'Rooms with somebody connected.', liveRooms, registers);
    gauge('roomlet_exports', 'Exports being made.', exports, registers);
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
    this.#refusedUpgrades = new Counter({
      name: 'roomlet_refused_upgrades_total',
      help: 'WebSocket connections that were refused for a limit.',
      labelNames: ['reason'],
      registers,
    });
    // A counter that begins with its first event would hide that event from a rate.
    for (const reason of refusals) this.#refusedUpgrades.inc({ reason }, 0);
    this.#cutExports = new Counter({
      name: 'roomlet_cut_exports_total',
      help: 'Exports whose reader was too slow.',
      registers,
    });
  }

  refusedUpgrade(reason: string): void {
    this.#refusedUpgrades.inc({ reason });
  }

  cutExport(): void {
    this.#cutExports.inc();
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
