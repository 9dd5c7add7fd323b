import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOMY, type Service, startService } from './harness.js';
import { ask } from './http.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ flags: [...ROOMY, '--bodies-per-address', '8'] });
});

afterAll(() => service.remove());

const HEAD = 'POST /v1/rooms HTTP/1.1\r\nHost: x\r\n';

/** Writes bytes and resolves with what came back when that is an answer, or the end. */
function send(bytes: string): Promise<string> {
  const { hostname, port } = new URL(service.url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      answer += chunk;
      if (!/\r\n\r\n.+/s.test(answer)) return;
      resolve(answer);
      socket.destroy();
    });
    socket.on('error', () => {}).on('close', () => resolve(answer));
  });
}

it('[W2] a body of single bytes is a bad_request, and costs neither memory nor others their turn', async () => {
  const chunks = `${HEAD}Transfer-Encoding: chunked\r\n\r\n${'1\r\na\r\n'.repeat(65_000)}`;
  const before = service.rss();
  const answers = Promise.all(Array.from({ length: 50 }, () => send(chunks)));
  let highest = 0;
  let done = false;
  void answers.then(() => {
    done = true;
  });
  while (!done) {
    expect((await ask(service.url, '/healthz')).status).toBe(200);
    highest = Math.max(highest, service.rss());
  }
  for (const answer of await answers) {
    // Eight at a time; the others are told so, and some hear only the end.
    if (answer) expect(answer).toMatch(/^HTTP\/1\.1 4(00|29) /);
  }
  expect(highest - before).toBeLessThan(60 * 1_024 * 1_024);
});

it('[W2] a body that its own Content-Length says is too large is answered before it is sent', async () => {
  expect(await send(`${HEAD}Content-Length: 70000\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
});

it('[W2] an address sends so many bodies at a time', async () => {
  const { hostname, port } = new URL(service.url);
  const slow = Array.from({ length: 8 }, () => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(`${HEAD}Content-Length: 100\r\n\r\n{`);
    return socket;
  });
  try {
    await expect
      .poll(async () => (await ask(service.url, '/v1/rooms', { body: {} })).status)
      .toBe(429);
  } finally {
    for (const socket of slow) socket.destroy();
  }
  await expect
    .poll(async () => (await ask(service.url, '/v1/rooms', { body: {} })).status)
    .toBe(201);
});

it('[W2] a body that does not come to its end in 10 s is a bad_request', async () => {
  const begun = performance.now();
  const answer = await send(`${HEAD}Content-Length: 100\r\n\r\n{`);
  expect(performance.now() - begun).toBeLessThan(14_000);
  // uWebSockets may be first, and closes.
  if (answer) expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});
