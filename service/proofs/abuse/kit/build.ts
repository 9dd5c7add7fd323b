import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The service's own folder, found from the sources of this suite and from its build alike. */
const SERVICE = dirname(createRequire(import.meta.url).resolve('@roomlet/service/package.json'));

/** A script of this suite, as the build left it. */
export function builtScript(path: string): string {
  return join(SERVICE, 'proofs/abuse/dist', path);
}

/** The command line of the build under test: this checkout's, or the one ROOMLET_CLI names. */
export function buildUnderTest(): string {
  return process.env.ROOMLET_CLI ?? join(SERVICE, 'dist/cli.js');
}

const known = new Map<string, ReadonlySet<string>>();

/**
 * The flags that a build has; a flag that it lacks would stop its start.
 * @param flags a flag and its value in turn; a switch stands alone.
 */
export function flagsKnownTo(cli: string, flags: readonly string[]): string[] {
  let names = known.get(cli);
  if (!names) {
    const help = execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' });
    names = new Set(help.match(/--[a-z][a-z0-9-]*/g));
    known.set(cli, names);
  }
  let keep = true;
  return flags.filter((word) => {
    if (word.startsWith('--')) keep = names.has(word);
    return keep;
  });
}
