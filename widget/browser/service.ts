import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CLI } from './place.js';

const READY = /Roomlet is ready at (http:\S+)/;

/** For scenes that say more in a second than people do. */
export const UNLIMITED = ['--send-burst', '1000', '--send-rate', '1000', '--command-burst', '1000'];

export interface Service {
  readonly url: string;
  /** Kills it, as a power cut would. */
  kill(): Promise<void>;
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
}

/** Starts the built service on a free port, with a folder of its own. */
export async function startService(flags: readonly string[] = []): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'roomlet-shots-'));
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--data', folder, ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = READY.exec(line)?.[1];
    if (url) break;
  }
  if (!url) throw new Error('The service ended before it was ready: build it first.');
  child.stdout.resume();
  const kill = async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await gone;
  };
  return {
    url,
    kill,
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
