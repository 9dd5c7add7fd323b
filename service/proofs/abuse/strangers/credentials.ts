import { freshKey } from '../../../conformance/harness.js';
import type { Case } from '../stage/group.js';
import type { Home } from '../stage/home.js';
import { codeOf, httpOutcome } from '../stage/outcome.js';

/** Joins with secrets that are wrong, somebody else's, or in the wrong place. */

const join = (fields: (at: Home) => object): Case<Home>[2] => {
  return async (at) => {
    const client = await at.stage.open();
    const reply = await client.command({ type: 'join', room: at.room, ...fields(at) });
    await client.drop();
    const self = reply.self as { id: string; host?: boolean } | undefined;
    if (self?.host) return 'a host';
    if (self && [at.hostId, at.guestId].includes(self.id)) return "another's seat";
    return codeOf(reply);
  };
};

const swapped = (token: string) =>
  token.replace(/[a-z]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

export const CREDENTIALS: readonly Case<Home>[] = [
  ['[W2] a seat token of another room', 'unauthorized', join((at) => ({ seat: at.otherSeat }))],
  ['[W2] a seat token that has ended', 'unauthorized', join((at) => ({ seat: at.endedSeat }))],
  ['[W2] a host token as seat', 'unauthorized', join((at) => ({ seat: at.hostToken }))],
  ['[W2] a member’s public id as seat', 'unauthorized', join((at) => ({ seat: at.hostId }))],
  ['[W2] the room’s code as seat', 'unauthorized', join((at) => ({ seat: at.room }))],
  ['[W2] a join key as seat', 'unauthorized', join((at) => ({ seat: at.guestKey }))],
  ['[W2] a message’s key as seat', 'unauthorized', join((at) => ({ seat: at.messageKey }))],
  [
    '[W2] a seat token cut short',
    'unauthorized',
    join((at) => ({ seat: at.guestSeat.slice(0, -1) })),
  ],
  [
    '[W2] a seat token with a letter more',
    'unauthorized',
    join((at) => ({ seat: `${at.guestSeat}A` })),
  ],
  ['[W2] a seat token with a blank', 'unauthorized', join((at) => ({ seat: ` ${at.guestSeat}` }))],
  [
    '[W2] a seat token in another case',
    'unauthorized',
    join((at) => ({ seat: swapped(at.guestSeat) })),
  ],
  ['[W2] a seat token in an array', 'bad_request', join((at) => ({ seat: [at.guestSeat] }))],
  [
    '[W2] a seat token in an object',
    'bad_request',
    join((at) => ({ seat: { token: at.guestSeat } })),
  ],
  ['[W2] an empty seat token', 'bad_request', join(() => ({ seat: '', name: 'M' }))],
  ['[W2] true as seat token', 'bad_request', join(() => ({ seat: true, name: 'M' }))],
  ['[W2] __proto__ as seat token', 'unauthorized', join(() => ({ seat: '__proto__' }))],
  ['[W2] constructor as seat token', 'unauthorized', join(() => ({ seat: 'constructor' }))],
  ['[W2] a seat token of 4,097 characters', 'too_large', join(() => ({ seat: 's'.repeat(4_097) }))],
  [
    '[W2] another room’s host token',
    'unauthorized',
    join((at) => ({ name: 'M', hostToken: at.otherHostToken })),
  ],
  [
    '[W2] a seat token as host token',
    'unauthorized',
    join((at) => ({ name: 'M', hostToken: at.hostSeat })),
  ],
  [
    '[W2] the host’s id as host token',
    'unauthorized',
    join((at) => ({ name: 'M', hostToken: at.hostId })),
  ],
  [
    '[W2] a host token cut short',
    'unauthorized',
    join((at) => ({ name: 'M', hostToken: at.hostToken.slice(1) })),
  ],
  [
    '[W2] a host token in another case',
    'unauthorized',
    join((at) => ({ name: 'M', hostToken: swapped(at.hostToken) })),
  ],
  [
    '[W2] a host token in an array',
    'bad_request',
    join((at) => ({ name: 'M', hostToken: [at.hostToken] })),
  ],
  [
    '[W2] a live seat with a foreign host token',
    'unauthorized',
    join((at) => ({ seat: at.guestSeat, hostToken: at.otherHostToken })),
  ],
  [
    '[W2] an identity that nobody signed',
    'unauthorized',
    join(() => ({ name: 'M', identity: 'eyJhbGciOiJub25lIn0.eyJyb2xlIjoiaG9zdCJ9.' })),
  ],
  [
    '[W2] a host token as identity',
    'unauthorized',
    join((at) => ({ name: 'M', identity: at.hostToken })),
  ],
  [
    '[W2] a host token as password: no host',
    'ok',
    join((at) => ({ name: 'M', password: at.hostToken })),
  ],
  [
    '[W2] a host token as join key: no host',
    'ok',
    join((at) => ({ name: 'M', key: at.hostToken })),
  ],
  [
    '[W2] a seat token as join key: another seat',
    'ok',
    join((at) => ({ name: 'M', key: at.guestSeat.slice(0, 64) })),
  ],
  [
    '[W2] a message’s key as join key: another seat',
    'ok',
    join((at) => ({ name: 'M', key: at.messageKey })),
  ],
  ['[W2] a join field host: no host', 'ok', join(() => ({ name: 'M', host: true }))],
  [
    '[W2] a join field role: no host',
    'ok',
    join(() => ({ name: 'M', role: 'host', verified: true })),
  ],
  [
    '[W2] a join field self: no host',
    'ok',
    join((at) => ({ name: 'M', self: { id: at.hostId, host: true } })),
  ],
  [
    '[W2] a join field member: another seat',
    'ok',
    join((at) => ({ name: 'M', member: at.guestId, id_: at.guestId })),
  ],
  [
    '[W2] a join with __proto__ of a host',
    'ok',
    async (at) => {
      const client = await at.stage.open();
      const id = client.nextId();
      client.send(
        `{"type":"join","id":${id},"room":"${at.room}","name":"M","__proto__":{"host":true,"hostToken":"${at.otherHostToken}"}}`,
      );
      const reply = await client.frame((frame) => frame.id === id);
      await client.drop();
      return (reply.self as { host?: boolean } | undefined)?.host ? 'a host' : codeOf(reply);
    },
  ],
  [
    '[W2] a join key used in another room: another seat',
    'ok',
    async (at) => {
      const client = await at.stage.open();
      const { self } = await client.join(at.otherRoom, { name: 'M', key: at.guestKey });
      await client.drop();
      return self.id === at.guestId ? 'the same member' : 'ok';
    },
  ],
  [
    '[W2] a rejoin that asks to be host without a token: no host',
    'ok',
    async (at) => {
      const client = await at.stage.open();
      const { seat } = await client.join(at.room, { name: 'M' });
      const { self } = await client.join(at.room, { seat, host: true, role: 'host' });
      await client.drop();
      return self.host ? 'a host' : 'ok';
    },
  ],
  [
    '[W2] the key of a room’s creation as host token',
    'unauthorized',
    async (at) => {
      const key = freshKey();
      const made = await at.stage.service.open(at.stage.from());
      const body = { key };
      await httpOutcome(at.url, '/v1/rooms', { body, ...at.stage.from() });
      const reply = await made.command({ type: 'join', room: at.room, name: 'M', hostToken: key });
      await made.drop();
      return codeOf(reply);
    },
  ],
];
