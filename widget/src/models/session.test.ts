import { RoomletError } from '@roomlet/sdk';
import { describe, expect, test } from 'vitest';
import { createBus } from '../events.js';
import { ENGLISH } from '../testing/english.js';
import { CODE, FakeClient } from '../testing/fake-client.js';
import { FakePage } from '../testing/fake-page.js';
import { createWidget } from './widget.js';

const OTHER = 'bbb-ccc-ddd';
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp(client = new FakeClient()) {
  const page = new FakePage();
  const bus = createBus(new EventTarget());
  const widget = createWidget({ url: client.url }, ENGLISH, page, bus, client);
  widget.show();
  const { session } = widget;
  const view = () => session.view.value.name;
  const codes = () => session.rooms.value.map(({ code }) => code);
  return { client, page, session, start: session.start, view, codes };
}

/** A client that answers joins when it is told to. */
function slowClient() {
  const client = new FakeClient();
  let open = () => {};
  client.gate = new Promise((resolve) => {
    open = resolve;
  });
  const answer = () => {
    open();
    return settled();
  };
  return { client, answer };
}

describe('rooms on this device', () => {
  test('are those left by the way to the start; their seats are kept', async () => {
    const { client, session, view, codes } = setUp();
    session.resume(CODE);
    await settled();
    session.close();
    expect(view()).toBe('start');
    expect(codes()).toEqual([CODE]);
    expect(client.rooms.get(CODE)?.left).toBe(false);
    session.resume(CODE);
    await settled();
    expect(view()).toBe('room');
  });

  test('that have ended say so and drop out of the list', async () => {
    const client = new FakeClient();
    client.held = [CODE, OTHER];
    const { session, start, view, codes } = setUp(client);
    client.refuse('not_found');
    session.resume(CODE);
    await settled();
    expect(view()).toBe('start');
    expect(start.problem.value).toBe('roomGone');
    expect(start.invited.value).toBe(false);
    expect(codes()).toEqual([OTHER]);
  });
});

describe('a way in that is called off', () => {
  test('gives the form back at once, and is left again when it comes to its end', async () => {
    const { client, answer } = slowClient();
    const { start, view } = setUp(client);
    start.typeCode(CODE);
    void start.join();
    expect(start.busy.value).toBe('joining');
    await settled();
    start.cancel();
    expect(start.busy.value).toBeUndefined();
    await answer();
    expect(view()).toBe('start');
    expect(client.rooms.get(CODE)?.left).toBe(true);
  });

  test('leaves no room that this browser had a seat in before', async () => {
    const { client, answer } = slowClient();
    client.held = [CODE];
    const { start } = setUp(client);
    start.typeCode(CODE);
    void start.join();
    await settled();
    start.cancel();
    await answer();
    expect(client.rooms.get(CODE)?.left).toBe(false);
  });

  test('and taken again leads into the room', async () => {
    const { client, answer } = slowClient();
    const { start, view } = setUp(client);
    start.typeCode(CODE);
    void start.join();
    start.cancel();
    void start.join();
    await answer();
    expect(view()).toBe('room');
    expect(client.rooms.get(CODE)?.left).toBe(false);
  });

  test('tells neither that it failed nor that it takes long', async () => {
    const { client, answer } = slowClient();
    const { page, start } = setUp(client);
    client.refuse('room_full');
    void start.create();
    start.cancel();
    page.clock.pass(20_000);
    await answer();
    expect(start.problem.value).toBeUndefined();
  });

  test('doesn’t end the next one', async () => {
    const { client, answer } = slowClient();
    const { start } = setUp(client);
    void start.create();
    start.cancel();
    client.gate = new Promise(() => {});
    start.typeCode(OTHER);
    void start.join();
    await answer();
    expect(start.busy.value).toBe('joining');
  });
});

describe('a way in that takes long', () => {
  const goSlowly = async () => {
    const { client, answer } = slowClient();
    const world = setUp(client);
    world.start.typeCode(CODE);
    void world.start.join();
    await settled();
    world.page.clock.pass(20_000);
    return { ...world, answer };
  };

  test('leads into the room in the end', async () => {
    const { answer, view } = await goSlowly();
    await answer();
    expect(view()).toBe('room');
  });

  test('is over when the visitor goes another', async () => {
    const { client, start, session, answer } = await goSlowly();
    start.typeCode(OTHER);
    void start.join();
    await answer();
    const view = session.view.value;
    expect(view.name === 'room' && view.room.code).toBe(OTHER);
    expect(client.rooms.get(CODE)?.left).toBe(true);
  });

  test('shows nobody in that room who is in another by then', async () => {
    const { client, session, answer } = await goSlowly();
    session.resume(OTHER);
    await answer();
    const view = session.view.value;
    expect(view.name === 'room' && view.room.code).toBe(OTHER);
    expect(client.rooms.get(CODE)?.left).toBe(true);
  });
});

test('an invitation to another room calls off the way to the first', async () => {
  const { client, answer } = slowClient();
  const { session, start, view } = setUp(client);
  start.typeCode(CODE);
  void start.join();
  await settled();
  session.invite(OTHER);
  expect(start.busy.value).toBeUndefined();
  await answer();
  expect(view()).toBe('start');
  expect(start.code.value.code).toBe(OTHER);
  expect(client.rooms.get(CODE)?.left).toBe(true);
});

test('once the widget is gone no room is made any more', async () => {
  const client = new FakeClient();
  const { page, start, session } = setUp(client);
  void start.create();
  session.dispose();
  await settled();
  page.clock.pass(20_000);
  expect(client.asked).toEqual([]);
  expect(start.problem.value).toBeUndefined();
});

describe('what draws a room', () => {
  test('is there before a seat is taken, and when it can’t be had the form says so', async () => {
    const { client, page, start, view } = setUp();
    page.loadRoom = () => Promise.reject(new RoomletError('unavailable', 'offline'));
    start.typeCode(CODE);
    await start.join();
    expect([view(), start.problem.value]).toEqual(['start', 'unavailable']);
    expect(client.rooms.size).toBe(0);
  });

  test('comes for nothing when the way in is called off meanwhile', async () => {
    const { client, start } = setUp();
    start.typeCode(CODE);
    const joining = start.join();
    start.cancel();
    await joining;
    expect(client.rooms.size).toBe(0);
  });
});
