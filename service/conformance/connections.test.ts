import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as elapse } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { BareClient } from './bare-client.js';
import { ROOMY, type Service, type StartOptions, startService } from './harness.js';
import { type Answer, ask, createRoom } from './http.js';

let service: Service;
let idle: Socket[] = [];

afterEach(async () => {
  for (const socket of idle) socket.destroy();
  idle = [];
  await service.remove();
});

async function start(flags: readonly string[], options: StartOptions = {}): Promise<void> {
  service = await startService({ flags: [...ROOMY, ...flags], ...options });
}

/** Asks for an upgrade that is expected to be refused. */
function refusedUpgrade(headers: Record<string, string> = {}): Promise<Answer> {
  return ask(service.url, '/v1/socket', {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-protocol': 'roomlet.v1',
      ...headers,
    },
  });
}

const limited = { error: { code: 'rate_limited', retryAfter: expect.any(Number) } };
const unavailable = { error: { code: 'unavailable', retryAfter: expect.any(Number) } };

/** A connection that says nothing. */
function openIdle(): void {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  idle.push(socket);
}

async function figure(name: string): Promise<number> {
  const { text } = await ask(service.url, '/metrics');
  const line = text.split('\n').find((one) => one.startsWith(`${name} `)) ?? '';
  return Number(line.slice(name.length));
}

describe('an address', () => {
  it('[W2] gets 429 for a connection above its number, and another when one of them is over', async () => {
    await start(['--connections-per-address', '3']);
    const clients: BareClient[] = [];
    for (let n = 0; n < 3; n++) clients.push(await service.open());
    const refused = await refusedUpgrade();
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.text)).toMatchObject(limited);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
    await clients[0]?.drop();
    await expect
      .poll(async () => (await service.open().catch(() => undefined)) !== undefined)
      .toBe(true);
    const reason = 'roomlet_refused_upgrades_total{reason="address_connections"}';
    expect(await figure(reason)).toBeGreaterThan(0);
  });

  it('[W2] by default has 200', async () => {
    const raised = ROOMY.filter((_, i) => !ROOMY[i - (i % 2)]?.includes('connections-per-address'));
    service = await startService({ flags: raised });
    const { code } = (await createRoom(service.url)).facts;
    await Promise.all(
      Array.from({ length: 200 }, async () => {
        await (await service.open()).join(code, { name: 'Ana' });
      }),
    );
    expect((await refusedUpgrade()).status).toBe(429);
  });

  it('[W2] opens connections at a rate, by what a trusted proxy says of it', async () => {
    await start(['--trust-proxy', '--upgrade-burst', '2', '--upgrade-rate', '1']);
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let n = 0; n < 2; n++) await service.open({ headers: from('192.0.2.1:4711') });
    const refused = await refusedUpgrade(from('192.0.2.1'));
    expect(refused.status).toBe(429);
    const { error } = JSON.parse(refused.text) as { error: { retryAfter: number } };
    expect(error.retryAfter).toBeLessThanOrEqual(1_000);
    await service.open({ headers: from('192.0.2.2') });
    await elapse(error.retryAfter + 100);
    await service.open({ headers: from('192.0.2.1') });
  });
});

describe('the service', () => {
  it('[W13] lets the oldest of many connections that joined no room make place for a new one', async () => {
    await start(['--unjoined-connections', '2']);
    const { code } = (await createRoom(service.url)).facts;
    const [first, second] = [await service.open(), await service.open()];
    await first.join(code, { name: 'Ana' });
    await service.open();
    const newest = await service.open();
    expect(await second.closed).toBe(4003);
    await newest.join(code, { name: 'Ben' });
    await first.ok({ type: 'ping' });
    await service.open();
    expect(await figure('roomlet_unjoined_connections')).toBe(2);
  });

  it('[W2] takes new connections at a rate', async () => {
    await start(['--service-upgrade-burst', '2', '--service-upgrade-rate', '1']);
    await service.open();
    await service.open();
    const refused = await refusedUpgrade();
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
  });

  it('says what is wanted to a request for no upgrade', async () => {
    await start([]);
    const { status, text } = await ask(service.url, '/v1/socket');
    expect(status).toBe(400);
    expect(text).toContain('Upgrade: websocket');
  });

  it('[W11] keeps no more answers than one for a connection that reads none', async () => {
    await start([]);
    const loader = await ask(service.url, '/widget.js');
    const [release] = /\/widget\/[\w.-]+\//.exec(loader.text) ?? [];
    const request = `GET ${release}core.js HTTP/1.1\r\nHost: x\r\n\r\n`;
    const peak = () => {
      const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
    };
    const before = peak();
    openIdle();
    const [socket] = idle;
    socket?.pause();
    socket?.write(request.repeat(10_000));
    await elapse(1_000);
    expect(peak() - before).toBeLessThan(50);
  });
});

describe('at the limit of open files', () => {
  const under = ['bash', '-c', 'ulimit -n 256; exec "$@"', '--'];

  /** Processor time of the process, ms. */
  function cpu(): number {
    const fields = readFileSync(`/proc/${service.pid}/stat`, 'utf8').split(' ');
    return 10 * (Number(fields[13]) + Number(fields[14]));
  }

  it('probes are answered and the process is at rest while 400 connections say nothing', async () => {
    await start([], { under });
    expect(service.log()).toContainEqual(
      expect.objectContaining({ level: 40, msg: expect.stringContaining('256 files open') }),
    );
    const { code } = (await createRoom(service.url)).facts;
    const member = await service.open();
    await member.join(code, { name: 'Ana' });
    for (let n = 0; n < 400; n++) openIdle();
    await elapse(500);
    const before = cpu();
    for (let n = 0; n < 20; n++) {
      for (const path of ['/healthz', '/readyz']) {
        expect((await ask(service.url, path)).status).toBe(200);
      }
      await elapse(100);
    }
    // Two seconds: a loop that spins takes all of them.
    expect(cpu() - before).toBeLessThan(1_000);
    expect(readdirSync(`/proc/${service.pid}/fd`).length).toBeLessThan(250);
    const refused = await ask(service.url, `/v1/rooms/${code}`);
    expect(refused.status).toBe(503);
    expect(JSON.parse(refused.text)).toMatchObject(unavailable);
    const refusedSocket = await refusedUpgrade();
    expect(refusedSocket.status).toBe(503);
    await member.ok({ type: 'ping' });
    for (const socket of idle) socket.destroy();
    await expect
      .poll(async () => (await ask(service.url, `/v1/rooms/${code}`)).status, { timeout: 15_000 })
      .toBe(200);
    await (await service.open()).join(code, { name: 'Bo' });
    await member.ok({ type: 'ping' });
  });
});
