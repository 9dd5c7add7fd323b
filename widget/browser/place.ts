import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** The same from the sources (tests) and from `dist` (commands). */
export const CLI = join(folderOf('@roomlet/service'), 'dist', 'cli.js');
export const SCREENSHOTS = join(folderOf('@roomlet/widget'), '..', 'screenshots');
export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
