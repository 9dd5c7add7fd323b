import { expect, it } from 'vitest';
import { type ConnectionRules, Connections } from './connections.js';

const FREELY = { burst: 1_000, refill: 1_000, per: 1_000 };

function stage(rules: Partial<ConnectionRules> = {}) {
  let now = 0;
  const refusals: string[] = [];
  const connections = new Connections({
    rules: {
      perAddress: 1_000,
      unjoined: 1_000,
      upgrades: FREELY,
      allUpgrades: FREELY,
      connects: FREELY,
      ...rules,
    },
    now: () => now,
    onRefusal: (reason) => refusals.push(reason),
  });
  const pass = (ms: number) => {
    now += ms;
  };
  return { connections, refusals, pass };
}

it('an address has so many connections at a time, and another when one of them is over', () => {
  const { connections, refusals } = stage({ perAddress: 2 });
  const first = connections.enter('192.0.2.1');
  connections.enter('192.0.2.1');
  expect(() => connections.enter('192.0.2.1')).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfter: 5_000 }),
  );
  connections.enter('192.0.2.2');
  first.leave();
  first.leave();
  connections.enter('192.0.2.1');
  expect(() => connections.enter('192.0.2.1')).toThrow();
  expect(refusals).toEqual(['address_connections', 'address_connections']);
});

it('an IPv6 /56 has four times as many as its /64s, and a /48 sixteen times', () => {
  const { connections } = stage({ perAddress: 1 });
  const enter = (third: string, fourth: string) =>
    connections.enter(`2001:db8:${third}:${fourth}::1`);
  for (let n = 0; n < 4; n++) enter('1', `10${n}`);
  expect(() => enter('1', '104')).toThrow();
  for (let net = 2; net < 5; net++) for (let n = 0; n < 4; n++) enter('1', `${net}0${n}`);
  expect(() => enter('1', '500')).toThrow();
  enter('2', '500');
});

it('so many have not joined a room; past that the network that has most loses its oldest', () => {
  const { connections, refusals } = stage({ unjoined: 3 });
  const evicted: string[] = [];
  const enter = (address: string, name: string) => {
    const place = connections.enter(address);
    place.onEvict(() => evicted.push(name));
    return place;
  };
  const joined = enter('192.0.2.1', 'joined');
  joined.joined();
  joined.joined();
  enter('192.0.2.2', 'first');
  const second = enter('192.0.2.1', 'second');
  enter('192.0.2.1', 'third');
  expect(evicted).toEqual([]);
  enter('192.0.2.3', 'stranger');
  expect([evicted, connections.unjoined]).toEqual([['second'], 3]);
  second.leave();
  joined.leave();
  expect(connections.unjoined).toBe(3);
  expect(refusals).toEqual(['evicted']);
});

it('new ones come at a rate, of an address and of all together', () => {
  const upgrades = { burst: 2, refill: 1, per: 1_000 };
  const allUpgrades = { burst: 3, refill: 10, per: 1_000 };
  const { connections, refusals, pass } = stage({ upgrades, allUpgrades });
  connections.enter('192.0.2.1');
  connections.enter('192.0.2.1');
  expect(() => connections.enter('192.0.2.1')).toThrow(
    expect.objectContaining({ code: 'rate_limited', retryAfter: 1_000 }),
  );
  connections.enter('192.0.2.2');
  expect(() => connections.enter('192.0.2.3')).toThrow(
    expect.objectContaining({ code: 'unavailable', retryAfter: 100 }),
  );
  pass(1_000);
  connections.enter('192.0.2.1');
  expect(refusals).toEqual(['address_rate', 'service_rate']);
});

it('TCP connections of an address come at a rate of their own', () => {
  const { connections } = stage({ connects: { burst: 2, refill: 1, per: 1_000 } });
  const tried = [1, 2, 3].map(() => connections.mayConnect('192.0.2.1'));
  expect(tried).toEqual([true, true, false]);
  expect(connections.mayConnect('192.0.2.2')).toBe(true);
});
