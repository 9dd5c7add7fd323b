/** One line of the product, changed so that it breaks a promise, and the tests that must see it. */
export interface Sabotage {
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Words after `vitest run`. */
  readonly tests: readonly string[];
}

const unit = (...tests: readonly string[]) => ['--project', 'unit', ...tests];
const outside = (...tests: readonly string[]) => ['--project', 'conformance', ...tests];
/** A slice of the seeds is enough. */
const simulation = ['--project', 'simulation', '-t', 'seeds from 1 on'];

export const SABOTAGES: readonly Sabotage[] = [
  {
    name: 'ack before commit',
    file: 'service/src/room/room.ts',
    find: '    return this.log.append(change);',
    replace:
      '    void this.log.append(change); return { seq: this.state.head + 1, at: this.context.clock.now() };',
    tests: simulation,
  },
  {
    name: 'no dedupe in the storage',
    file: 'service/src/engine/embedded/store.ts',
    find: 'const known = key && this.#findKey(room, key.seat, key.key);',
    replace: "const known = key && this.#findKey(room, key.seat, key.key + '?');",
    tests: unit('service/src/engine/embedded/embedded.test.ts'),
  },
  {
    name: 'no dedupe in the rules',
    file: 'service/src/room/posting.ts',
    find: 'key: { seat: seatId, key },',
    replace: "key: { seat: seatId, key: key + ' ' + room.state.head },",
    tests: simulation,
  },
  {
    name: 'cursor jumps on a live event',
    file: 'sdk/src/timeline.ts',
    find: 'if (event.seq !== cursor + 1) return;',
    replace: 'if (event.seq <= cursor) return;',
    tests: simulation,
  },
  {
    name: 'epoch not moved by a restore',
    file: 'service/src/engine/embedded/restore.ts',
    find: "for (const id of ids) rename.run(randomBytes(9).toString('base64url'), id);",
    replace: "for (const id of ids) if (!id) rename.run(randomBytes(9).toString('base64url'), id);",
    tests: outside('service/conformance/operator.test.ts'),
  },
  {
    name: 'off-by-one page',
    file: 'service/src/room/history.ts',
    find: 'const after = recovered ? since.seq : Math.max(first - 1, head - tail);',
    replace: 'const after = recovered ? since.seq + 1 : Math.max(first - 1, head - tail);',
    tests: simulation,
  },
  {
    name: 'presence in the log',
    file: 'service/src/room/room.ts',
    find: '    this.#presence.changed(seat);\n  }\n\n  erased',
    replace:
      "    this.#presence.changed(seat);\n    const by = this.state.seats.get(seat); if (online && by) void this.append({ events: [{ kind: 'joined', by: memberOf(by) }] });\n  }\n\n  erased",
    tests: simulation,
  },
  {
    name: 'a deletion forgets the edits',
    file: 'service/src/engine/embedded/logs.ts',
    find: '    this.#leftovers.scrubEdits(room, message);',
    replace: '',
    tests: unit('service/src/engine/embedded/embedded.test.ts'),
  },
  {
    name: 'a deletion shows the edits that are still to be scrubbed',
    file: 'service/src/engine/embedded/leftovers.ts',
    find: '    if (!messages) return events;',
    replace: '    if (!messages || messages) return events;',
    tests: unit('service/src/engine/embedded/leftovers.test.ts'),
  },
  {
    name: 'a block holds what follows it, once the oldest events are trimmed',
    file: 'service/src/room/blocks.ts',
    find: '    return events.filter(({ seq }) => seq <= startOf(n + 1));',
    replace: '    return events;',
    tests: unit('service/src/room/blocks.test.ts'),
  },
  {
    name: 'a deletion is not taken out of the pages in memory',
    file: 'service/src/room/kept-log.ts',
    find: '      this.#recent.scrub(scrub);',
    replace: '',
    tests: simulation,
  },
  {
    name: 'a dropped link gives the seat up',
    file: 'service/src/room/room.ts',
    find: '    link.unlisten(this.code);\n    this.#release(seat);',
    replace:
      "    link.unlisten(this.code);\n    this.#release(seat);\n    if (!link.open) void this.endSeat(seat, 'expired').catch(() => {});",
    tests: simulation,
  },
  {
    name: 'seats get no grace after an outage',
    file: 'service/src/room/rooms.ts',
    find: 'if (this.#isOut) this.#context.startedAt = this.#context.clock.now();',
    replace: '',
    tests: simulation,
  },
  {
    name: 'a slow reader is not closed: what is too much for it is dropped',
    file: 'service/src/transport/server.ts',
    find: 'closeOnBackpressureLimit: 1,',
    replace: 'closeOnBackpressureLimit: 0,',
    tests: outside('service/conformance/slow-reader.test.ts'),
  },
  {
    name: 'a message in flight is forgotten with the link',
    file: 'sdk/src/outbox.ts',
    find: '    isOpen = isTurn = false;\n    inFlight = undefined;',
    replace:
      '    isOpen = isTurn = false;\n    if (inFlight) drop(inFlight);\n    inFlight = undefined;',
    tests: simulation,
  },
  {
    name: 'another key at each try',
    file: 'sdk/src/outbox.ts',
    find: "stop = insist({ type: 'send', room, key, text, replyTo }, (answer) => {",
    replace: "stop = insist({ type: 'send', room, key: newKey(), text, replyTo }, (answer) => {",
    tests: simulation,
  },
  {
    name: 'heads in a pong are ignored',
    file: 'sdk/src/client.ts',
    find: 'for (const code in heads) rooms.get(code)?.head(heads[code] as number);',
    replace: 'void heads;',
    tests: unit('sdk/src'),
  },
  {
    name: 'the view goes on whatever the join says',
    file: 'sdk/src/open-room.ts',
    find: 'const goesOn = again && answer.recovered;',
    replace: 'const goesOn = again;',
    tests: simulation,
  },
];
