import { expect, it } from 'vitest';
import { MemoryEngine } from '../engine/memory.js';
import type { SeatRecord } from '../engine/record.js';
import { SlowMode } from './slow-mode.js';
import { RoomState } from './state.js';
import { settled } from './testing.js';

const ANA: SeatRecord = { id: 'ana', name: 'Ana', tokenHash: 't', logged: true, usedAt: 0 };

async function slowRoom() {
  const time = { now: 1_000_000 };
  const engine = new MemoryEngine({ logMessages: 100, logLength: 100, now: () => time.now });
  const record = { code: 'a', createdAt: 0, hostTokenHash: 'h', salt: 's', slow: 5_000 };
  await engine.createRoom({ record, epoch: 'e', wakeAt: 0 });
  const log = await engine.openRoom('a');
  if (!log) throw new Error('no room');
  const state = new RoomState({ ...log.snapshot, seats: [ANA] });
  const clock = { now: () => time.now, after: () => () => {} };
  return { time, log, slowMode: new SlowMode(state, log, clock, 10) };
}

it('a clock set back makes nobody wait longer than the rule says', async () => {
  const { time, slowMode } = await slowRoom();
  slowMode.kept('ana', time.now);
  time.now -= 3_600_000;
  expect(() => slowMode.take(ANA)).toThrow('5 seconds');
  time.now += 5_000;
  slowMode.take(ANA);
});

it('a look that failed is no unheard rejection when nobody waits for it yet', async () => {
  const { log, slowMode } = await slowRoom();
  log.readBefore = () => Promise.reject(new Error('busy'));
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  const { looking } = slowMode;
  await settled();
  await settled();
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
  await expect(looking).rejects.toThrow('busy');
});
