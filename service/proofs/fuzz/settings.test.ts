import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConfigError, readSettings } from '../../src/config/config.js';
import { flagOf, SETTING_NAMES, SETTINGS } from '../../src/config/settings.js';
import { put } from './inputs.js';
import { anyValue, oddText, torn } from './values.js';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-fuzz-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What holds for any setting that is accepted, whatever it is for. */
function sound(value: unknown): boolean {
  if (typeof value === 'number') return value >= 0 && !Number.isNaN(value);
  if (typeof value === 'string') return !value.includes('\u0000');
  if (Array.isArray(value)) return value.every((one) => one !== undefined && sound(one));
  if (typeof value === 'object' && value !== null) return Object.values(value).every(sound);
  return typeof value === 'boolean';
}

/** Known bounds, restated from the reference of settings. */
const BOUNDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  port: (value) => Number.isInteger(value) && Number(value) <= 65_535,
  frameBytes: (value) =>
    Number.isInteger(value) && Number(value) >= 1_024 && Number(value) <= 1_048_576,
  bodyBytes: (value) =>
    Number.isInteger(value) && Number(value) >= 1_024 && Number(value) <= 1_048_576,
  guessRate: (value) => Number.isInteger(value) && Number(value) >= 1,
  seatGrace: (value) => Number(value) >= 100,
  roomGrace: (value) => Number(value) >= 100,
  drain: (value) => Number(value) <= 600_000,
  durability: (value) => value === 'power' || value === 'process',
  allowOrigin: (value) =>
    Array.isArray(value) &&
    value.every((one) => /^(\*|null|https?:\/\/[^/\s@]+)$/.test(String(one))),
};

function judge(args: readonly string[]): void {
  let settings: Record<string, unknown>;
  try {
    settings = readSettings(args, {});
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    const { message } = error as Error;
    expect(message).not.toMatch(/\bat .*:\d+:\d+/);
    return;
  }
  for (const [name, value] of Object.entries(settings)) {
    expect([name, sound(value)]).toEqual([name, true]);
    const within = BOUNDS[name]?.(value) ?? true;
    expect([name, value, within]).toEqual([name, value, true]);
  }
}

const written = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '8080',
    '65536',
    '-1',
    '1e3',
    '0x10',
    '1.5',
    '٣',
    ' 5',
    'true',
    'false',
    '',
  ),
  fc.constantFrom(
    '30s',
    '5m',
    '1h',
    '0ms',
    '1d',
    'forever',
    '1e9d',
    '-5s',
    '5 s',
    '999999999d',
    '5S',
  ),
  fc.constantFrom(
    'power',
    'POWER',
    'info',
    'null',
    '*',
    'https://shop.example',
    'https://a.example/',
  ),
  fc.constantFrom(
    'ftp://x',
    'javascript:alert(1)',
    'https://*.shop.example',
    'http://a,http://b',
    '10.0.0.0/8',
  ),
  torn(fc.constantFrom('https://shop.example', '65536', '30s', '10.0.0.0/8,127.0.0.1')),
  oddText,
);
const setting = fc.constantFrom(...SETTING_NAMES);
const flag = fc.oneof({ weight: 8, arbitrary: setting.map(flagOf) }, torn(setting.map(flagOf)));
const flags = fc
  .array(fc.oneof(fc.tuple(flag, written), fc.tuple(flag), fc.tuple(written)), { maxLength: 4 })
  .map((words) => words.flat());

it('flags are refused in a sentence, or accepted within their bounds', () => {
  put('lines of flags', flags, judge);
});

it('a settings file is refused in a sentence, or accepted within its bounds', () => {
  const file = join(folder, 'settings.json');
  const value = fc.oneof(written, anyValue, fc.array(written, { maxLength: 3 }));
  const name = fc.oneof(
    { weight: 8, arbitrary: setting },
    fc.constantFrom('__proto__', 'constructor', 'x'),
  );
  const content = fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map(
      (entries) =>
        `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one) ?? 'null'}`).join(',')}}`,
    );
  put(
    'settings files',
    fc.oneof({ weight: 6, arbitrary: content }, torn(content), oddText),
    (text) => {
      writeFileSync(file, text);
      judge(['--config', file]);
    },
  );
});

it('each setting takes its own default as a flag, where that can be written', () => {
  for (const name of SETTING_NAMES) {
    const { default: byDefault } = SETTINGS[name] as { default: unknown };
    if (typeof byDefault !== 'number' || byDefault === Number.POSITIVE_INFINITY) continue;
    const shown = (SETTINGS[name].kind as { show: (value: unknown) => string }).show(byDefault);
    expect(readSettings([flagOf(name), shown], {})[name]).toBe(byDefault);
  }
});
