import { expect, test } from 'vitest';
import { en } from './en.js';
import { LANGUAGES } from './language.js';
import { loadTongue } from './load.js';
import { keysOf, pack, unpack } from './pack.js';

test.each(LANGUAGES)('%s comes out of its packing as it went in', async (language) => {
  const { strings } = await loadTongue(language);
  const keys = keysOf(en);
  expect(unpack(keys, pack(keys, strings))).toEqual(strings);
});
