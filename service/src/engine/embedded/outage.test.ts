// The built engine: its worker thread runs compiled JavaScript only.
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';
import { afterEach, describe, expect, it } from 'vitest';
import { engineContract } from '../contract/contract.js';
import { draft, keyed, listen, message, parse, seqs } from '../contract/stage.js';
import type { OpenRoom } from '../engine.js';
import { type Fault, fileSizeLimit, fullDisk, possible } from './testing/fault.js';

/** An engine on a disk that can fail, and what it told of that. */
class Outage {
  readonly fault: Fault;
  engine: EmbeddedEngine | undefined;
  readonly told: string[] = [];
  #recovered: (() => void) | undefined;

  constructor(fault: Fault) {
    this.fault = fault;
  }

  async open(
    options = { logMessages: 1_000, logLength: 1_000, now: Date.now },
  ): Promise<EmbeddedEngine> {
    this.engine = await EmbeddedEngine.open({
      ...options,
      folder: this.fault.folder,
      durability: 'process',
      retryAfter: 10,
      onFailure: (error) => this.told.push(error.message),
      onUncompacted: (reason) => this.told.push(`uncompacted: ${reason}`),
      onRecovered: () => {
        this.told.push('recovered');
        this.#recovered?.();
      },
    });
    return this.engine;
  }

  mended = async (): Promise<void> => {
    const recovered = new Promise<void>((resolve) => {
      this.#recovered = resolve;
    });
    this.fault.mend();
    await recovered;
  };
}

const opened = async (engine: EmbeddedEngine): Promise<OpenRoom> => {
  const room = await engine.openRoom('a');
  if (!room) throw new Error('no room');
  return room;
};

const failed = { name: 'EngineFailure' };

const FAULTS = [
  { name: 'a full filesystem', make: fullDisk, canBeMade: possible(fullDisk) },
  { name: 'a limit on file size', make: fileSizeLimit, canBeMade: possible(fileSizeLimit) },
];

let outage: Outage | undefined;

async function begin(make: () => Fault): Promise<Outage & { engine: EmbeddedEngine }> {
  outage = new Outage(make());
  return Object.assign(outage, { engine: await outage.open() });
}

afterEach(async () => {
  outage?.fault.mend();
  await outage?.engine?.close();
  outage?.fault.end();
  outage = undefined;
});

for (const { name, make, canBeMade } of FAULTS) {
  describe.skipIf(!canBeMade)(name, () => {
    it('[W6] acks and shows nothing that is not kept, and loses nothing that was acked', async () => {
      const { engine, fault, told, mended } = await begin(make);
      await engine.createRoom(draft('a'));
      const room = await opened(engine);
      const heard = listen(room);
      const acked: number[] = [];
      const refused: unknown[] = [];
      const send = async (key: string) => {
        try {
          acked.push((await room.append(keyed(key))).seq);
        } catch (error) {
          refused.push(error);
        }
      };
      await Promise.all(Array.from({ length: 500 }, (_, i) => send(`before ${i}`)));
      fault.strike();
      for (let i = 0; refused.length === 0; i++) {
        await Promise.all(Array.from({ length: 50 }, (_, j) => send(`while ${i} ${j}`)));
      }
      for (const error of refused) expect(error).toMatchObject(failed);
      expect(told).toEqual([expect.stringMatching(/^Storage failed: .*SQLITE_(FULL|IOERR)/)]);
      await expect(engine.openRoom('a')).rejects.toMatchObject(failed);

      await mended();
      expect(told.slice(1)).toEqual(['recovered']);
      const again = await opened(engine);
      const log = await again.readAfter(0, 1_000_000);
      const { head } = again.snapshot;
      expect(seqs(log)).toEqual(Array.from({ length: head }, (_, i) => i + 1));
      expect(head).toBeGreaterThanOrEqual(Math.max(...acked));
      expect(log).toEqual(expect.arrayContaining(heard.commits.flatMap(({ events }) => events)));
      // Those who were refused send again: what was kept all the same is found by its key.
      const keys = log.map((event) => (parse(event) as { key: string }).key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(await again.append(keyed('before 0'))).toMatchObject({ seq: 1, duplicate: true });
      expect(await again.append(keyed('after'))).toMatchObject({ seq: head + 1 });
    });

    it('a room of before the outage stays dead, and its tail hears nothing more', async () => {
      const { engine, fault, mended } = await begin(make);
      await engine.createRoom(draft('a'));
      const room = await opened(engine);
      const heard = listen(room);
      fault.strike();
      const large = { events: [message('x', 'x'.repeat(50_000))] };
      await expect(room.append(large)).rejects.toMatchObject(failed);
      await mended();
      await (await opened(engine)).append(keyed('new'));
      await expect(room.append(keyed('old'))).rejects.toMatchObject(failed);
      await expect(room.readAfter(0, 1)).rejects.toMatchObject(failed);
      await expect(room.erase()).rejects.toMatchObject(failed);
      expect(heard.commits).toEqual([]);
    });

    it('an engine can be closed in an outage, and opened after it', async () => {
      const begun = await begin(make);
      await begun.engine.createRoom(draft('a'));
      begun.fault.strike();
      await expect(begun.engine.createRoom(large)).rejects.toMatchObject(failed);
      await begun.engine.close();
      begun.fault.mend();
      expect((await opened(await begun.open())).snapshot).toMatchObject({ head: 0 });
    });
  });
}

/** A room too large to be written while a fault has struck. */
const large = draft('large', { epoch: 'x'.repeat(50_000) });

const fault = FAULTS.findLast(({ canBeMade }) => canBeMade);
if (fault) {
  let current: Outage | undefined;
  engineContract(`embedded, after an outage by ${fault.name}`, {
    async open(options) {
      current ??= new Outage(fault.make());
      const engine = await current.open(options);
      current.fault.strike();
      await expect(engine.createRoom(large)).rejects.toMatchObject(failed);
      await current.mended();
      return engine;
    },
    crash: (engine) => (engine as EmbeddedEngine).kill(),
    async clear() {
      current?.fault.end();
      current = undefined;
    },
  });
}
