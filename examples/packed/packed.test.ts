import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bin = (name: string) => join(ROOT, 'node_modules', '.bin', name);

const PACKAGES = ['sdk', 'widget', 'service'];
let folder = '';
let tarballs: string[] = [];

/** What the command printed; throws, with that, when it failed. */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stdout}\n${stderr}`);
  return stdout;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roomlet-packed-'));
  for (const name of PACKAGES) {
    run('npm', ['pack', '--pack-destination', folder, '--ignore-scripts'], join(ROOT, name));
  }
  tarballs = readdirSync(folder).map((file) => join(folder, file));
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}');
  // The one native module has just been built for this repository by `npm ci`: taken from there,
  // as building it again takes a minute.
  run('npm', ['install', '--ignore-scripts', '--prefer-offline', ...tarballs], folder);
  const native = join('node_modules', 'better-sqlite3', 'build');
  cpSync(join(ROOT, native), join(folder, native), { recursive: true });
  // Peers that an app brings along.
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  for (const peer of ['vue', '@types/react']) {
    symlinkSync(join(ROOT, 'node_modules', peer), join(folder, 'node_modules', peer));
  }
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packages, packed and installed into an empty folder', () => {
  it('npx roomlet serve serves the widget and a page', async () => {
    const child = spawn('npx', ['--no', 'roomlet', 'serve', '--port', '0'], {
      cwd: folder,
      // A group of its own: npx runs the service as its child, and both are to end.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [line] = await once(createInterface(child.stdout), 'line');
      const url = /http:\/\/\S+/.exec(line)?.[0] ?? '';
      const page = await (await fetch(url)).text();
      expect(page).toContain('widget.js');
      const loader = await (await fetch(`${url}/widget.js`)).text();
      const version = /\d+\.\d+\.\d+-[0-9a-z]+/i.exec(loader)?.[0];
      const core = await fetch(`${url}/widget/${version}/core.js`);
      expect(core.headers.get('cache-control')).toContain('immutable');
      const licences = await (await fetch(`${url}/widget/${version}/licenses.txt`)).text();
      expect(licences).toContain('emojibase-data');
    } finally {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }
  });

  it.each(['node16', 'bundler'])('their types resolve under moduleResolution %s', (resolution) => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { createClient, type Room } from '@roomlet/sdk';
       import { commandSchema, DEFAULT_LIMITS } from '@roomlet/sdk/protocol';
       import { mount } from '@roomlet/widget';
       import { RoomletChat, type RoomletChatProps } from '@roomlet/widget/react';
       import { RoomletChat as VueChat } from '@roomlet/widget/vue';
       import { startService } from '@roomlet/service';
       import type { Engine } from '@roomlet/service/engine';
       const room: Promise<Room> = createClient({ url: 'http://x' }).createRoom({ title: 'T' });
       const props: RoomletChatProps = { url: 'http://x', onMessage: ({ text }) => text.trim() };
       export const uses = [room, commandSchema(DEFAULT_LIMITS), mount, startService];
       export const components = [RoomletChat, props, VueChat];
       // @ts-expect-error the room service has an address
       export const homeless: RoomletChatProps = { mode: 'inline' };
       export type Uses = Engine;
       // @ts-expect-error a title is text
       createClient({ url: 'http://x' }).createRoom({ title: 1 });`,
    );
    const module = resolution === 'node16' ? 'node16' : 'esnext';
    const flags = ['--noEmit', '--strict', '--target', 'es2022', '--types', 'node'];
    const types = ['--typeRoots', join(ROOT, 'node_modules', '@types')];
    const resolving = ['--module', module, '--moduleResolution', resolution];
    expect(run(bin('tsc'), [...flags, ...types, ...resolving, 'use.ts'], folder)).toBe('');
  });

  it.each(PACKAGES)('publint finds nothing in %s', (name) => {
    const printed = run(bin('publint'), ['--strict', '--pack', 'npm', join(ROOT, name)], ROOT);
    expect(printed).toContain('All good!');
  });

  it.each(PACKAGES)('arethetypeswrong finds nothing in %s', (name) => {
    const tarball = tarballs.find((file) => file.includes(name)) ?? '';
    // The packages are ESM only, as their documentation says.
    const flags = ['--profile', 'esm-only', '--no-emoji', '--format', 'ascii'];
    expect(run(bin('attw'), [tarball, ...flags], ROOT)).toContain('node16 (from ESM): OK (ESM)');
  });

  it('carry their licence and no tests', () => {
    for (const tarball of tarballs) {
      const files = run('tar', ['-tzf', tarball], folder);
      expect(files).toContain('package/LICENSE');
      expect(files).not.toMatch(/\.test\.|tsbuildinfo/);
    }
  });
});
