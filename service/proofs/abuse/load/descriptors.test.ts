import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as elapse } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Service, startService } from '../../../conformance/harness.js';
import { ask } from '../../../conformance/http.js';
import { buildUnderTest, flagsKnownTo } from '../kit/build.js';

/** More connections than the service may have open files: they say nothing, and stay. */
const FILES = 256;

let service: Service;
const sockets: Socket[] = [];

beforeAll(async () => {
  service = await startService({
    flags: flagsKnownTo(buildUnderTest(), ['--trust-proxy']),
    under: ['bash', '-c', `ulimit -n ${FILES}; exec "$0" "$@"`],
  });
  const { hostname, port } = new URL(service.url);
  for (let n = 0; n < FILES + 50; n++) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    sockets.push(socket);
  }
  await elapse(500);
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await service?.remove();
});

/** CPU time of the process so far, ms. */
function cpu(): number {
  const fields = readFileSync(`/proc/${service.pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
  return (Number(fields?.[11]) + Number(fields?.[12])) * 10;
}

describe('a service whose open files are used up by silent connections', () => {
  it('a probe gets 200 within two seconds', async () => {
    const answered = ask(service.url, '/healthz').then(({ status }) => status);
    expect(await Promise.race([answered, elapse(2_000, 'no answer')])).toBe(200);
  });

  it('the service does not spin: it uses under 60 % of a core', async () => {
    const before = cpu();
    await elapse(1_000);
    expect(cpu() - before).toBeLessThan(600);
  });

  it('the service says at its start that its limit of open files is low', () => {
    expect(service.output).toMatch(/open files|file descriptors|ulimit/i);
  });
});
