import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  anySetting,
  envOf,
  flagOf,
  SETTING_NAMES,
  type SettingName,
  type Settings,
} from './settings.js';

/** What was asked for can't be: one sentence for the person who asked. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Env = Readonly<Record<string, string | undefined>>;

/** What was written for a setting, and where. */
interface Source {
  readonly where: string;
  readonly texts: readonly string[];
}

/**
 * The settings from flags, environment and the file that `--config` names.
 * @param args the words after the command.
 * @throws ConfigError
 */
export function readSettings(args: readonly string[], env: Env): Settings {
  const flags = readFlags(args);
  const path = flags.get('config')?.at(-1) ?? env.ROOMLET_CONFIG;
  const file = path === undefined ? new Map<SettingName, Source>() : readFile(path);
  const entries = SETTING_NAMES.map((name) => {
    const source = fromFlag(flags, name) ?? fromEnv(env, name) ?? file.get(name);
    return [name, source ? parse(name, source) : anySetting(name).default];
  });
  return Object.fromEntries(entries) as Settings;
}

function fromFlag(flags: ReadonlyMap<string, string[]>, name: SettingName): Source | undefined {
  const texts = flags.get(flagOf(name).slice(2));
  return texts && { where: flagOf(name), texts };
}

function fromEnv(env: Env, name: SettingName): Source | undefined {
  const text = env[envOf(name)];
  return text === undefined ? undefined : { where: envOf(name), texts: [text] };
}

function parse(name: SettingName, { where, texts }: Source): unknown {
  const { kind } = anySetting(name);
  const values = texts.map((text) => {
    const value = kind.read(text);
    if (value === undefined) {
      // What was meant for a secret may be one.
      const given = name === 'metricsToken' ? 'what was given' : JSON.stringify(text);
      throw new ConfigError(`${where} must be ${kind.must}, not ${given}.`);
    }
    return value;
  });
  // Given several times a list adds up; anything else is what was said last.
  return Array.isArray(anySetting(name).default) ? values.flat() : values.at(-1);
}

function readFlags(args: readonly string[]): Map<string, string[]> {
  const named = new Map(SETTING_NAMES.map((name) => [flagOf(name).slice(2), name]));
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const flags = new Map<string, string[]>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind === 'positional') {
      throw new ConfigError(`"${token.value}" is not understood; see roomlet --help.`);
    }
    if (token?.kind !== 'option') continue;
    const name = named.get(token.name);
    if (!name && token.name !== 'config') {
      throw new ConfigError(`${token.rawName} is not a setting; see roomlet --help.`);
    }
    const kind = name && anySetting(name).kind;
    const next = tokens[i + 1];
    let value = token.value;
    if (value === undefined && next?.kind === 'positional') {
      // Where a flag may stand alone, the word after it is its value only if it can be.
      const isValue = kind?.bare === undefined || kind.read(next.value) !== undefined;
      if (isValue) {
        value = next.value;
        i += 1;
      }
    }
    value ??= kind?.bare;
    if (value === undefined) {
      throw new ConfigError(`${token.rawName} needs a value; see roomlet --help.`);
    }
    flags.set(token.name, [...(flags.get(token.name) ?? []), value]);
  }
  return flags;
}

/** What a file says of a setting, as texts: one of each, and any number where it is a list. */
function textsOf(name: SettingName, value: unknown, where: string): readonly string[] {
  const { kind, default: byDefault } = anySetting(name);
  const isList = Array.isArray(byDefault) && Array.isArray(value);
  const all: readonly unknown[] = isList ? value : [value];
  const isPlain = all.every((one) => ['string', 'number', 'boolean'].includes(typeof one));
  if (!isPlain) throw new ConfigError(`${where} must be ${kind.must}.`);
  return all.map(String);
}

/** A JSON object of setting names, as `{"port": 8080, "seatGrace": "5m", "allowOrigin": ["…"]}`. */
function readFile(path: string): Map<SettingName, Source> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'it is not JSON' : String((error as Error).message);
    throw new ConfigError(`The settings file ${path} can't be read: ${reason}.`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new ConfigError(`The settings file ${path} must hold a JSON object.`);
  }
  const settings = new Map<SettingName, Source>();
  for (const [name, value] of Object.entries(content)) {
    if (!(SETTING_NAMES as string[]).includes(name)) {
      throw new ConfigError(`"${name}" in ${path} is not a setting; see roomlet --help.`);
    }
    const where = `"${name}" in ${path}`;
    settings.set(name as SettingName, { where, texts: textsOf(name as SettingName, value, where) });
  }
  return settings;
}
