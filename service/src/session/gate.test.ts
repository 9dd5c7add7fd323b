import { describe, expect, it } from 'vitest';
import { admit } from '../room/admission.js';
import type { Secrets } from '../room/rooms.js';
import { World } from '../room/testing.js';
import { enter } from './gate.js';
import { Visitors } from './visitors.js';

const FREELY = { burst: 1_000, refill: 1_000, per: 1_000 };

/** A room that is put away, and an address whose guesses are used up. */
async function stage() {
  const world = new World();
  const { code, hostToken } = await world.room();
  const { seat } = await world.joinAs(code, 'Ana', { key: 'a-key-of-16-letters' });
  world.restart();
  const rates = {
    ...{ joins: FREELY, rooms: FREELY, httpReads: FREELY, badFrames: FREELY, lookups: FREELY },
    guesses: { burst: 1, refill: 1, per: 60_000 },
  };
  const address = new Visitors({ rates, now: () => world.clock.now() }).at('192.0.2.1');
  const come = (room: string, secrets: Secrets = {}) =>
    enter(world.rooms, address, { room, secrets }, async (found, visitor) => {
      await admit(found, { name: 'Bo', ...secrets }, visitor);
    });
  await expect(come('bbb-bbb-bbb')).rejects.toMatchObject({ code: 'not_found' });
  return { world, code, hostToken, seat, come };
}

describe('an address whose guesses are used up', () => {
  it('opens no room by a code, nor by what is not live in it', async () => {
    const { world, code, come } = await stage();
    const refused = [];
    for (const room of [code, 'ccc-ccc-ccc']) {
      for (const secrets of [
        {},
        { seat: 'wrong' },
        { key: 'another-key-of-16' },
        { hostToken: 'no' },
      ]) {
        refused.push(await come(room, secrets).catch(({ failure }) => failure));
      }
    }
    expect(world.rooms.size).toBe(0);
    const [first] = refused;
    expect(first).toMatchObject({ code: 'rate_limited', retryAfter: 60_000 });
    for (const failure of refused) expect(failure).toEqual(first);
  });

  it.each(['seat', 'key', 'hostToken'] as const)('comes in by a live %s', async (name) => {
    const { world, code, hostToken, seat, come } = await stage();
    const secrets = { seat, hostToken, key: 'a-key-of-16-letters' };
    await come(code, { [name]: secrets[name] });
    expect(world.rooms.size).toBe(1);
  });
});
