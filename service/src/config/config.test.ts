import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ConfigError, readSettings } from './config.js';
import { helpText } from './help.js';
import { anySetting, envOf, flagOf, SETTING_NAMES } from './settings.js';

function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'roomlet-config-'));
  const path = join(folder, 'settings.json');
  writeFileSync(path, content);
  try {
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('has the defaults of the contract', () => {
  expect(readSettings([], {})).toMatchObject({
    port: 8080,
    host: '127.0.0.1',
    data: './data',
    allowOrigin: [],
    seatGrace: 120_000,
    roomGrace: 300_000,
    frameBytes: 65_536,
    logLength: 50_000,
    guessRate: 10,
  });
});

it('takes flags over environment over file over default', () => {
  withFile(
    '{"port": 1, "host": "a", "data": "d", "allowOrigin": ["https://a.example"]}',
    (path) => {
      const settings = readSettings(['--config', path, '--port', '3'], { PORT: '2', HOST: 'b' });
      expect(settings).toMatchObject({
        port: 3,
        host: 'b',
        data: 'd',
        allowOrigin: ['https://a.example'],
      });
    },
  );
});

it('adds up origins and reads times and switches', () => {
  const settings = readSettings(
    ['--allow-origin', 'https://a.example', '--allow-origin=https://b.example', '--trust-proxy'],
    { ROOMLET_SEAT_GRACE: '90s', ROOMLET_ROOM_GRACE: 'forever' },
  );
  expect(settings).toMatchObject({
    allowOrigin: ['https://a.example', 'https://b.example'],
    trustProxy: { hops: 1, networks: [] },
    seatGrace: 90_000,
    roomGrace: Number.POSITIVE_INFINITY,
  });
});

it.each([
  [['--trust-proxy'], { hops: 1, networks: [] }],
  [['--trust-proxy', '--port', '1'], { hops: 1, networks: [] }],
  [['--trust-proxy', 'true'], { hops: 1, networks: [] }],
  [['--trust-proxy', '2'], { hops: 2, networks: [] }],
  [['--trust-proxy=0'], { hops: 0, networks: [] }],
  [['--trust-proxy', '10.0.0.0/8,::1'], { hops: 0, networks: ['10.0.0.0/8', '::1'] }],
  [[], { hops: 0, networks: [] }],
])('reads which proxies are trusted from %j', (args, trustProxy) => {
  expect(readSettings(args, {})).toMatchObject({ trustProxy });
});

it('reads a switch with and without its value, public addresses and patterns of origins', () => {
  const args = ['--allow-localhost', 'false', '--public-url', 'https://chat.example/rooms'];
  const origin = 'https://*.shop.example:8443';
  const settings = readSettings([...args, '--allow-origin', origin], {});
  expect(settings).toMatchObject({
    allowLocalhost: false,
    publicUrl: ['https://chat.example/rooms'],
    allowOrigin: [origin],
  });
  expect(readSettings(['--allow-localhost'], {})).toMatchObject({ allowLocalhost: true });
});

it('reads where the figures are, and never repeats a token that is wrong', () => {
  expect(readSettings([], {})).toMatchObject({ metrics: 'loopback', metricsToken: '' });
  const at = (place: string) => readSettings(['--metrics', place], {}).metrics;
  expect([at('off'), at('10.0.0.5:9090'), at('[::1]:1')]).toEqual([
    'off',
    { host: '10.0.0.5', port: 9090 },
    { host: '::1', port: 1 },
  ]);
  const read = () => readSettings([], { ROOMLET_METRICS_TOKEN: 'too short' });
  expect(read).toThrow('ROOMLET_METRICS_TOKEN must be 16 to 200 printable');
  expect(read).not.toThrow('too short');
});

it.each([
  [['--port', 'x'], '--port must be a whole number from 0 to 65535, not "x".'],
  [['--port', '65536'], '--port must be'],
  [['--port'], '--port needs a value'],
  [['--prot', '1'], '--prot is not a setting'],
  [['stray'], '"stray" is not understood'],
  [['--seat-grace', '5'], '--seat-grace must be a time'],
  [['--seat-grace', '1ms'], '--seat-grace must be a time'],
  [['--drain', 'forever'], '--drain must be a time from 0 to 600000 ms'],
  [['--allow-origin', 'shop.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://shop.example/path'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://SHOP.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://shop.example:443'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://*.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://*'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://shop.*.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://*shop.a.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'https://*.*.shop.example'], '--allow-origin must be origins'],
  [['--allow-origin', 'ftp://shop.example'], '--allow-origin must be origins'],
  [['--public-url', 'chat.example'], '--public-url must be addresses'],
  [['--public-url', 'https://a@chat.example'], '--public-url must be addresses'],
  [['--trust-proxy', '10.0.0.0/33'], '"10.0.0.0/33" is not understood'],
  [['--trust-proxy=10.0.0.0/33'], '--trust-proxy must be how many proxies'],
  [['--trust-proxy=99'], '--trust-proxy must be how many proxies'],
  [['--metrics', '9090'], '--metrics must be loopback, off'],
  [['--durability', 'maybe'], 'one of power, process'],
  [['--config', '/nowhere.json'], "can't be read"],
])('stops at %j with one sentence', (args, sentence) => {
  expect(() => readSettings(args, {})).toThrow(ConfigError);
  expect(() => readSettings(args, {})).toThrow(sentence);
});

it.each([
  ...['not json', '[]', '{"prot": 1}', '{"port": {}}', '{"port": []}', '{"port": [1]}'],
  ...['{"host": []}', '{"host": {}}', '{"host": null}', '{"data": "a\\u0000b"}'],
  ...['{"trustProxy": []}', '{"allowOrigin": [[]]}', '{"allowOrigin": [null]}'],
])('refuses the file %s', (content) => {
  withFile(content, (path) => {
    expect(() => readSettings(['--config', path], {})).toThrow(ConfigError);
  });
});

it('takes an empty list from a file, and lists of one and of more', () => {
  const origins = (content: string) =>
    withFile(content, (path) => readSettings(['--config', path], {}).allowOrigin);
  expect(origins('{"allowOrigin": []}')).toEqual([]);
  expect(origins('{"allowOrigin": "https://a.example,https://b.example"}')).toHaveLength(2);
  expect(origins('{"allowOrigin": ["https://a.example", "https://b.example"]}')).toHaveLength(2);
});

it('helps with every setting: flag, environment and default', () => {
  const help = helpText();
  for (const name of SETTING_NAMES) {
    const { kind, default: byDefault } = anySetting(name);
    const line = help.split('\n').find((one) => one.startsWith(`  ${flagOf(name)} `));
    expect(line).toContain(`[${envOf(name)}]`);
    expect(line).toContain(`Default ${kind.show(byDefault)}.`);
  }
});
