import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedEngine } from '@roomlet/service/engine/embedded';

/** Events in one change: large steps are quick, and what is stored is the same. */
const STEP = 500;
const SEATS = 20;
/** What makes a code: see docs/reference/protocol.md. */
const LETTERS = '2346789bcdfghjkmnpqrtvwx';
const SCHEMA = fileURLToPath(new URL('../../../dist/engine/embedded/schema.js', import.meta.url));

/** The code of the nth room. */
export function codeOf(room: number): string {
  let rest = room;
  const letters = Array.from({ length: 9 }, () => {
    const letter = LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
    return letter;
  });
  return [0, 3, 6].map((from) => letters.slice(from, from + 3).join('')).join('-');
}

/** The host token of the nth room. */
export function hostTokenOf(room: number): string {
  return `host-token-of-${codeOf(room)}`;
}

/** What every text of the nth room has in it, and no other room's. */
export function markOf(room: number): string {
  return `mark-of-${codeOf(room).replaceAll('-', '')}`;
}

/**
 * A data folder with so many rooms of so many events each, as a service leaves it that was killed:
 * made once by the engine itself and kept in the system's folder for temporary files.
 */
export async function filledFolder(rooms: number, eventsEach: number): Promise<string> {
  const schema = createHash('sha256').update(readFileSync(SCHEMA)).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `roomlet-bench-${rooms}x${eventsEach}-${schema}`);
  if (existsSync(folder)) return folder;
  const making = mkdtempSync(join(tmpdir(), 'roomlet-bench-making-'));
  try {
    await fill(making, rooms, eventsEach);
    renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

async function fill(folder: string, rooms: number, eventsEach: number): Promise<void> {
  const engine = await EmbeddedEngine.open({
    folder,
    durability: 'process',
    logMessages: eventsEach,
    logLength: eventsEach,
    onFailure(error) {
      throw error;
    },
    onRecovered() {},
    onUncompacted() {},
  });
  for (let room = 0; room < rooms; room++) await fillRoom(engine, room, eventsEach);
  await engine.close();
}

async function fillRoom(engine: EmbeddedEngine, number: number, events: number): Promise<void> {
  const code = codeOf(number);
  const now = Date.now();
  const secret = (what: string) => createHash('sha256').update(what).digest('base64url');
  const record = {
    code,
    createdAt: now,
    hostTokenHash: secret(hostTokenOf(number)),
    salt: randomBytes(9).toString('base64url'),
  };
  // Due at once, as all rooms are after a service was away for a while.
  await engine.createRoom({ record, epoch: randomBytes(9).toString('base64url'), wakeAt: now });
  const room = await engine.openRoom(code);
  if (!room) throw new Error('the room just made is not there');
  room.tail({ commit() {}, signal() {}, online() {}, erased() {} });
  const members = Array.from({ length: SEATS }, (_, n) => ({
    id: `seat-${n}`,
    name: `Member ${n}`,
  }));
  await room.append({
    seats: members.map(({ id, name }) => {
      return { id, name, tokenHash: secret(`${code} ${id}`), logged: true, usedAt: now };
    }),
  });
  const appended: Promise<unknown>[] = [];
  for (let from = 0; from < events; from += STEP) {
    const count = Math.min(STEP, events - from);
    appended.push(
      room.append({
        events: Array.from({ length: count }, (_, i) => ({
          kind: 'message' as const,
          by: members[(from + i) % SEATS] ?? { id: '', name: '' },
          key: `key-${from + i}`,
          text: `${markOf(number)} says ${from + i}: ${randomBytes(24).toString('base64url')}`,
        })),
      }),
    );
  }
  await Promise.all(appended);
  room.close();
}
