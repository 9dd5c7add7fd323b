import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the package that a module is of: `node_modules` may stand in one another. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
/** No module of it is bundled, and the emoji lists are made from it: see emoji.js. */
const EMOJI = dirname(createRequire(import.meta.url).resolve('emojibase-data/package.json'));
const RULE = `\n\n${'-'.repeat(78)}\n\n`;

async function notice(folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} is bundled, and has no licence that could go with it.`);
  return `${name} ${version}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}`;
}

/** The texts that have to go with every copy of the packages that these modules are of. */
export async function licences(modules) {
  const folders = new Set([EMOJI, ...modules.flatMap((id) => PACKAGE.exec(id)?.[0] ?? [])]);
  const notices = await Promise.all([...folders].map(notice));
  return `${notices.sort().join(RULE)}\n`;
}
