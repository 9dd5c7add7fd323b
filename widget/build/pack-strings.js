import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FILE = /[\\/]strings[\\/](keys|[a-z]{2})\.js$/;

/** Takes the keys out of all locales and puts them into the core, once: a third of each locale. */
export function packStrings() {
  return {
    name: 'pack-strings',
    async load(id) {
      const name = FILE.exec(id)?.[1];
      if (!name) return null;
      const read = (file) => import(pathToFileURL(join(dirname(id), file)).href);
      const { keysOf, pack, unpack } = await read('pack.js');
      const keys = keysOf((await read('en.js')).strings);
      if (name === 'keys') return `export const KEYS = ${JSON.stringify(keys)};`;
      const { strings } = await read(`${name}.js`);
      const packed = pack(keys, strings);
      if (JSON.stringify(pack(keys, unpack(keys, packed))) !== JSON.stringify(packed))
        throw new Error(`${name}: a text has a character that stands between texts.`);
      return `export const strings = ${JSON.stringify(packed)};`;
    },
  };
}
