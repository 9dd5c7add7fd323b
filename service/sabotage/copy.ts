import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const LEFT_OUT = new Set(['node_modules', '.git', 'data', 'coverage', 'screenshots']);

/** A copy of the repository with what it was built to, to be spoilt; its packages are its own. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'roomlet-sabotage-'));

  constructor(repository: string) {
    cpSync(repository, this.folder, {
      recursive: true,
      filter: (path) => path === repository || !LEFT_OUT.has(basename(path)),
    });
    this.#link(join(repository, 'node_modules'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything that is installed, but the workspaces' own packages. */
  #link(modules: string): void {
    const into = join(this.folder, 'node_modules');
    mkdirSync(join(into, '@roomlet'), { recursive: true });
    for (const name of readdirSync(modules)) {
      if (name !== '@roomlet') symlinkSync(join(modules, name), join(into, name));
    }
    for (const name of readdirSync(join(modules, '@roomlet'))) {
      symlinkSync(join('..', '..', name), join(into, '@roomlet', name));
    }
  }
}
