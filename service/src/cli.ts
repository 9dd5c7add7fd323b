#!/usr/bin/env node
import { createRequire } from 'node:module';
import { ConfigError, readSettings } from './config/config.js';
import { helpText } from './config/help.js';
import { startService } from './main.js';
import { UPKEEP } from './upkeep.js';

/** How long a stop may take beyond the drain before it is cut short, ms. */
const STOP_WITHIN = 10_000;

const [command, ...args] = process.argv.slice(2);

if (command === '--version' || command === '-v') {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  console.log(version);
} else if (command === undefined || command === 'help' || [command, ...args].some(isHelp)) {
  process.stdout.write(helpText());
} else if (command === 'serve') {
  await serve(args);
} else if (Object.hasOwn(UPKEEP, command)) {
  upkeep(command, args);
} else {
  fail(`"${command}" is not a command; see roomlet --help.`);
}

async function serve(args: readonly string[]): Promise<void> {
  try {
    const settings = readSettings(args, process.env);
    const service = await startService(settings);
    let stopping = false;
    const stop = () => {
      // Who asks twice doesn't want to wait. What was acked is kept all the same.
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), settings.drain + STOP_WITHIN).unref();
      service.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    console.log(`Roomlet is ready at ${service.url}`);
  } catch (error) {
    if (error instanceof ConfigError || error instanceof Error) fail(error.message);
    else throw error;
  }
}

function upkeep(name: string, args: readonly string[]): void {
  try {
    const { code, lines } = UPKEEP[name]?.(args) ?? { code: 2, lines: [] };
    for (const line of lines) console.log(line);
    process.exitCode = code;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    fail(error.message);
  }
}

function isHelp(arg: string): boolean {
  return arg === '-h' || arg === '--help';
}

/** One sentence on stderr; exit code 2 as for any wrong use of a command. */
function fail(message: string): never {
  console.error(`roomlet: ${message}`);
  process.exit(2);
}
