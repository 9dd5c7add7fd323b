import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A way to make real writes to a real disk fail, and to end that. */
export interface Fault {
  /** The data folder it can strike. */
  readonly folder: string;
  /** From now on nothing more can be written there. */
  strike(): void;
  mend(): void;
  /** Mends, and takes the folder away. */
  end(): void;
}

const makeFolder = () => mkdtempSync(join(tmpdir(), 'roomlet-fault-'));

/** A filesystem of its own that can be filled to the last byte. Takes root, on Linux. */
export function fullDisk(): Fault {
  const folder = makeFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'roomlet-test', folder]);
  const filler = join(folder, 'filler');
  const mend = () => rmSync(filler, { force: true });
  return {
    folder,
    strike() {
      const file = openSync(filler, 'w');
      try {
        for (const size of [65_536, 512]) fill(file, Buffer.alloc(size));
      } finally {
        closeSync(file);
      }
    },
    mend,
    end() {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function fill(file: number, chunk: Buffer): void {
  try {
    while (writeSync(file, chunk) > 0);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOSPC') throw error;
  }
}

/**
 * A limit on the size of files this process may write (RLIMIT_FSIZE). Takes `prlimit`, on Linux.
 * @param bytes how large a file may still get.
 */
export function fileSizeLimit(bytes = 1): Fault {
  const folder = makeFolder();
  const limit = (soft: string) =>
    execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${soft}:`]);
  return {
    folder,
    strike: () => limit(String(bytes)),
    mend: () => limit('unlimited'),
    end() {
      limit('unlimited');
      rmSync(folder, { recursive: true });
    },
  };
}

/** Whether such faults can be made here. */
export function possible(fault: () => Fault): boolean {
  try {
    const made = fault();
    try {
      made.strike();
      made.mend();
      return true;
    } finally {
      made.end();
    }
  } catch {
    return false;
  }
}
