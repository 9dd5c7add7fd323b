import { type ChildProcess, type ForkOptions, fork, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Every process of this run that is alive, so that none outlives it. */
const children = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function adopt(child: ChildProcess): ChildProcess {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Another script of this folder, that can be talked to. */
export function startScript(name: string, args: readonly string[]): ChildProcess {
  const options: ForkOptions = { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] };
  return adopt(fork(fileURLToPath(new URL(name, import.meta.url)), args, options));
}

/** Any Node script, whose output is read. */
export function startNode(args: readonly string[]): ChildProcess {
  return adopt(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Ends a process and waits until it has: the signal that ended it, or its exit code. */
export function end(
  child: ChildProcess,
  signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL',
): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve(child.signalCode ?? child.exitCode);
      return;
    }
    child.once('exit', (code, by) => resolve(by ?? code));
    child.kill(signal);
  });
}
