import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientProcess } from './client-process.js';
import type { Dice } from './dice.js';
import { Findings } from './findings.js';
import { JudgeSeat } from './judge-seat.js';
import type { Options } from './options.js';
import { ProxyProcess } from './proxy-process.js';
import type { Report } from './report.js';
import { RoomRecord } from './room-record.js';
import { ServiceProcess } from './service-process.js';
import { Watch } from './watch.js';

/** About as many clients are in a room. */
const ROOM_SIZE = 10;
/** Mean time between two things a client does, ms. */
const PACE = 1_500;
/** Of five members so many have a second tab. */
const PAIRED = 2;
/** How long a start may take when fifty processes want the same two cores, ms. */
const PATIENCE = 60_000;

interface Room {
  readonly judge: JudgeSeat;
  readonly record: RoomRecord;
}

/** One run: a service, a proxy, rooms and clients, and the record of what they said and saw. */
export class Trial {
  readonly folder = mkdtempSync(join(tmpdir(), 'roomlet-torture-'));
  readonly findings = new Findings();
  readonly watch = new Watch();
  readonly clients: ClientProcess[] = [];
  readonly rooms = new Map<string, Room>();
  /** Changes whose answer was lost or was no, by code. */
  readonly unsure = new Map<string, number>();
  acks = 0;
  readonly service: ServiceProcess;

  constructor(
    readonly options: Options,
    readonly dice: Dice,
    port: number,
  ) {
    this.service = new ServiceProcess(
      join(this.folder, 'service'),
      port,
      options.durability,
      (why) => this.watch.fail(why),
    );
  }

  /** How many clients are in all their rooms just now. */
  get connected(): number {
    return this.clients.filter(({ isConnected }) => isConnected).length;
  }

  /** Starts everything; resolves when every client is in its rooms. */
  async gather(): Promise<ProxyProcess> {
    const { service, options, dice, watch } = this;
    await service.start();
    for (let left = Math.max(2, Math.round(options.clients / ROOM_SIZE)); left > 0; left--) {
      const judge = await JudgeSeat.create(service.url, `Room ${left}`);
      this.rooms.set(judge.code, { judge, record: new RoomRecord(judge.code, this.findings) });
    }
    const proxy = await ProxyProcess.start(service.port, dice.below(2 ** 31));
    this.#cast(proxy.url);
    // Of two tabs the first takes the seat that the second then finds in their storage.
    for (const tabs of [
      this.clients.filter(isFirst),
      this.clients.filter((one) => !isFirst(one)),
    ]) {
      for (const client of tabs) client.start();
      await watch.until(
        () => tabs.every(isIn),
        PATIENCE,
        () => `${tabs.filter((one) => !isIn(one)).map(({ tab }) => tab)} to join`,
      );
    }
    return proxy;
  }

  /** Some members have two tabs, every fifth is in two rooms. */
  #cast(url: string): void {
    const codes = [...this.rooms.keys()];
    const anchor = Date.now();
    for (let member = 0; this.clients.length < this.options.clients; member++) {
      const home = member % codes.length;
      const rooms = [codes[home], ...(member % 5 === 1 ? [codes[(home + 1) % codes.length]] : [])];
      for (const tab of member % 5 < PAIRED ? ['a', 'b'] : ['a']) {
        if (this.clients.length === this.options.clients) return;
        const plan = {
          ...{ url, anchor, tab: `m${member}${tab}`, pace: PACE },
          folder: join(this.folder, `member-${member}`),
          rooms: rooms.filter((code) => code !== undefined),
        };
        const seed = this.dice.below(2 ** 31);
        this.clients.push(new ClientProcess(plan, seed, (...said) => this.#heard(...said)));
      }
    }
  }

  #heard(report: Report, { life, tab }: ClientProcess): void {
    if (report.type === 'unsure') {
      this.unsure.set(report.code, (this.unsure.get(report.code) ?? 0) + 1);
      return;
    }
    const record = this.rooms.get(report.room)?.record;
    if (report.type === 'broken' || !record) {
      this.findings.add('broken', `${life} in ${report.room}: ${JSON.stringify(report)}`);
      return;
    }
    switch (report.type) {
      case 'view':
        record.viewed(report, life);
        break;
      case 'events':
        for (const event of report.events) record.saw(event, life);
        break;
      case 'sent':
        record.sent.set(report.key, report.place);
        break;
      case 'refused':
        record.refused.add(report.key);
        break;
      case 'acked':
        record.acked.push(report);
        this.acks += 1;
        break;
      case 'shown':
        record.shown.set(tab, report);
        break;
    }
    this.watch.look();
  }
}

const isFirst = ({ tab }: ClientProcess) => tab.endsWith('a');
const isIn = ({ plan, standings }: ClientProcess) => standings.size === plan.rooms.length;
