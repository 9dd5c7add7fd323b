/** `@roomlet/sdk/testing`: the SDK without a network and without waiting, for tests of what uses it. */
export { createFakeBrowser, type FakeBrowser } from './fake-browser.js';
export { createFakeClock, type FakeClock, settled } from './fake-clock.js';
export { FakeRoom, type FakeSeat, refusal } from './fake-room.js';
export { createFakeService, type FakeService, type Scripted } from './fake-service.js';
export { createSocketPair, type FakeSocket } from './fake-socket.js';
export { createFakeLocks, createFakeWindows, type FakeWindows } from './fake-window.js';
