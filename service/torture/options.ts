import { parseArgs } from 'node:util';

export interface Options {
  /** How long the faults last. */
  readonly minutes: number;
  readonly clients: number;
  readonly seed: number;
  readonly durability: 'power' | 'process';
}

export const USAGE = `npm run torture -- --minutes 10 [--clients 50] [--seed N] [--durability power|process]`;

/** @throws Error saying what is wrong with them. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string' },
      clients: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      durability: { type: 'string', default: 'power' },
    },
  });
  const { durability } = values;
  if (durability !== 'power' && durability !== 'process') {
    throw new Error('--durability is power or process.');
  }
  return {
    minutes: numberIn('minutes', values.minutes, 0.1, 24 * 60),
    clients: Math.floor(numberIn('clients', values.clients, 2, 500)),
    seed: Math.floor(numberIn('seed', values.seed, 0, 2 ** 31)),
    durability,
  };
}

function numberIn(name: string, given: string | undefined, from: number, to: number): number {
  const value = Number(given);
  if (given !== undefined && value >= from && value <= to) return value;
  throw new Error(`--${name} is a number from ${from} to ${to}.`);
}
