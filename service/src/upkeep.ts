import { parseArgs } from 'node:util';
import { ConfigError, readSettings } from './config/config.js';
import { backUp, checkFolder } from './engine/embedded/backup.js';
import type { Findings } from './engine/embedded/check.js';
import { restore } from './engine/embedded/restore.js';

/** What an operator does with a data folder, beside `serve`. Each prints what came of it. */
export const UPKEEP: Readonly<Record<string, (args: readonly string[]) => Outcome>> = {
  backup(args) {
    const { data, file } = read('backup', args);
    return done(`backed up ${summary(backUp(data, file))} to ${file}`);
  },

  restore(args) {
    const { data, file, replace } = read('restore', args);
    return done(`restored ${summary(restore(data, file, replace))} from ${file}`);
  },

  check(args) {
    const { data } = read('check', args);
    const findings = checkFolder(data);
    const checked = `checked ${summary(findings)}`;
    const { problems } = findings;
    if (problems.length === 0) return done(`${checked}: all well`);
    return { code: 1, lines: [...problems, `${checked}: ${problems.length} problems`] };
  },
};

export interface Outcome {
  /** The exit code. */
  readonly code: number;
  readonly lines: readonly string[];
}

const done = (line: string): Outcome => ({ code: 0, lines: [line] });

function summary({ rooms, events, keys }: Findings): string {
  return `${rooms} rooms, ${events} events, ${keys} keys`;
}

/** @throws ConfigError */
function read(command: string, args: readonly string[]) {
  const { values, positionals } = parse(args, command === 'restore');
  const wanted = command === 'check' ? 0 : 1;
  const [file = '', ...more] = positionals;
  if (positionals.length !== wanted || more.length > 0) {
    const usage = wanted === 1 ? `names one file: roomlet ${command} FILE` : 'takes no file';
    throw new ConfigError(`${command} ${usage} [--data FOLDER]; see roomlet --help.`);
  }
  const flags = (['data', 'config'] as const).flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' ? [`--${name}`, value] : [];
  });
  const { data } = readSettings(flags, process.env);
  return { data, file, replace: values.replace === true };
}

function parse(args: readonly string[], mayReplace: boolean) {
  const text = { type: 'string' } as const;
  const toggle = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: text, config: text, ...(mayReplace && { replace: toggle }) },
    });
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new ConfigError(`${reason}; see roomlet --help.`);
  }
}
