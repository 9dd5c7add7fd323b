import { describe, expect, it } from 'vitest';
import { EngineFailure } from '../engine/engine.js';
import { post } from '../room/posting.js';
import { type FakeLink, World } from '../room/testing.js';
import { type MemberCommand, runCommand } from './commands.js';

/** Ana's seat on some connections. */
async function ana(connections: number, settings: ConstructorParameters<typeof World>[0] = {}) {
  const world = new World(settings);
  const { code } = await world.room();
  const links = Array.from({ length: connections }, () => world.link());
  const [first = world.link()] = links;
  const { self, seat } = await world.join(code, first, { name: 'Ana' });
  for (const link of links.slice(1)) await world.join(code, link, { seat });
  const give = (command: object, link: FakeLink = first) =>
    world.use(code, (room) => {
      const whole = { id: 1, room: code, ...command } as MemberCommand;
      let body = '';
      const reply = (fields: string) => {
        body = fields;
      };
      return runCommand(room, self.id, whole, link, reply).then(() => JSON.parse(body || '{}'));
    });
  return { world, code, links, self, seat, give };
}

const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);

describe('the limits of a seat', () => {
  it('let 30 connections change no more than one: 30 reactions at once, then 5 a second', async () => {
    const { world, code, links, self, give } = await ana(30);
    await world.use(code, (room) => post(room, self.id, { key: 'k', text: 'first' }));
    const answers: string[] = [];
    const flood = async () => {
      for (const link of links) {
        for (const on of [true, false]) {
          await give({ type: 'react', target: 2, emoji: '👍', on }, link).then(
            () => answers.push('ok'),
            (error) => answers.push(codeOf(error)),
          );
        }
      }
    };
    await flood();
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(30);
    expect(answers.filter((answer) => answer === 'rate_limited')).toHaveLength(30);
    answers.length = 0;
    await world.clock.pass(1_000);
    await flood();
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(5);
  });

  it('make edits, deletions and reactions share a bucket', async () => {
    const { world, code, self, give } = await ana(1, {
      amends: { burst: 3, refill: 1, per: 1_000 },
    });
    await world.use(code, (room) => post(room, self.id, { key: 'k', text: 'first' }));
    await give({ type: 'edit', target: 2, text: 'second' });
    await give({ type: 'react', target: 2, emoji: '👍', on: true });
    await give({ type: 'delete', target: 2 });
    const over = give({ type: 'react', target: 2, emoji: '👍', on: false });
    await expect(over).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 1_000 });
  });

  it('allow 5 renames, then 6 a minute', async () => {
    const { world, give } = await ana(1);
    for (let n = 0; n < 5; n++) await give({ type: 'rename', name: `Ana ${n}` });
    const over = give({ type: 'rename', name: 'Ana' });
    await expect(over).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 10_000 });
    await world.clock.pass(10_000);
    await give({ type: 'rename', name: 'Ana' });
  });

  it('charge nothing for what is refused or done before, but bound that as well', async () => {
    const { world, code, self, give } = await ana(1, {
      amends: { burst: 2, refill: 1, per: 60_000 },
    });
    await world.use(code, (room) => post(room, self.id, { key: 'k', text: 'first' }));
    await give({ type: 'react', target: 2, emoji: '👍', on: true });
    for (let n = 0; n < 20; n++) {
      const again = await give({ type: 'react', target: 2, emoji: '👍', on: true });
      expect(again).toMatchObject({ duplicate: true });
      const unknown = give({ type: 'react', target: 99, emoji: '👍', on: true });
      await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
    }
    const over = give({ type: 'react', target: 99, emoji: '👍', on: true });
    await expect(over).rejects.toThrow('Too many commands that changed nothing');
    await world.clock.pass(1_000);
    expect(await give({ type: 'react', target: 2, emoji: '👍', on: false })).toEqual({
      seq: 4,
      at: expect.any(Number),
    });
  });

  it('charge nothing for what the engine can’t do', async () => {
    const { world, code, give } = await ana(1, {
      renames: { burst: 1, refill: 1, per: 60_000 },
      commands: { burst: 1, refill: 1, per: 60_000 },
    });
    await world.use(code, async ({ log }) => {
      const { append } = log;
      log.append = () => Promise.reject(new EngineFailure('The disk is full.'));
      for (let n = 0; n < 5; n++) {
        await expect(give({ type: 'rename', name: 'Bea' })).rejects.toThrow('The disk is full.');
      }
      log.append = append.bind(log);
    });
    expect(await give({ type: 'rename', name: 'Bea' })).toMatchObject({ seq: 2 });
  });

  it('drop typing signals past two a second, over all connections', async () => {
    const { world, code, links, give } = await ana(10);
    const other = world.link();
    await world.join(code, other, { name: 'Bo' });
    for (const link of links) await give({ type: 'typing', on: true }, link);
    expect(other.signals.filter(({ kind }) => kind === 'typing')).toHaveLength(2);
  });

  it('let a seat give twice as many other commands as a connection', async () => {
    const { links, give } = await ana(10);
    const answers: string[] = [];
    for (const link of links) {
      for (let n = 0; n < 20; n++) {
        await give({ type: 'history' }, link).then(
          () => answers.push('ok'),
          (error) => answers.push(codeOf(error)),
        );
      }
    }
    // The ten joins were among the eighty.
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(70);
    expect(answers.at(-1)).toBe('rate_limited');
  });

  it('let 30 connections hold a seat, and a rejoin of one of them is no new one', async () => {
    const { world, code, seat, links } = await ana(30);
    const more = world.join(code, world.link(), { seat });
    await expect(more).rejects.toMatchObject({ code: 'forbidden' });
    const [first] = links;
    if (!first) throw new Error('thirty at least');
    await world.join(code, first, { seat });
    await world.use(code, async (room) => room.detach(first));
    await world.join(code, world.link(), { seat });
  });

  it('end with the seat', async () => {
    const { world, code, self, give, links } = await ana(1);
    await give({ type: 'rename', name: 'Bea' });
    await world.use(code, async (room) => {
      expect(room.limits.size).toBeGreaterThan(0);
      await room.endSeat(self.id, 'left', links[0]);
      expect(room.limits.size).toBe(0);
    });
  });
});
