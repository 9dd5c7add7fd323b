import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import { licences } from './build/licences.js';
import { minifyStyles } from './build/minify-styles.js';
import { packStrings } from './build/pack-strings.js';
import { pastNames } from './build/past-names.js';
import { ship, table } from './build/ship.js';

const SITE = 'dist/site';
const LIMITS = { loader: 1_536, core: 28_672, conversation: 41_984 };
/** What is loaded beside the core to hold a conversation, in English. */
const CONVERSATION = /^(en|RoomPart-.*)\.js$/;

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const minify = terser({
  ecma: 2020,
  module: true,
  compress: { passes: 3, hoist_props: true, unsafe_arrows: true, inline: 1 },
});
const plugins = [minifyStyles(), packStrings(), nodeResolve({ browser: true })];

/** The chunks that load with the entry, not on demand. */
function initial(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set();
  const walk = (name) => {
    if (found.has(name) || !byName.has(name)) return;
    found.add(name);
    for (const next of byName.get(name).imports) walk(next);
  };
  for (const chunk of chunks) if (chunk.isEntry) walk(chunk.fileName);
  return found;
}

function assertNoZod(chunks) {
  const modules = chunks.flatMap((chunk) => chunk.moduleIds);
  const zod = modules.find((id) => /node_modules[\\/]zod[\\/]/.test(id));
  if (zod) throw new Error(`zod must not reach the browser, and ${zod} did.`);
}

/** A language keeps its plain name, which the loader knows: the release it stands in has the hash. */
function nameChunk({ name, facadeModuleId }) {
  return /[\\/]strings[\\/]/.test(facadeModuleId) ? `${name}.js` : `${name}-[hash].js`;
}

/** The core, under a name that its content decides: it is served as immutable. */
async function buildCore() {
  // The parts take what they share from the core itself: no file more to wait for.
  const preserveEntrySignatures = 'allow-extension';
  const build = await rollup({
    input: { core: 'dist/core.js' },
    preserveEntrySignatures,
    plugins: [...plugins, pastNames()],
  });
  const { output: chunks } = await build.generate({
    format: 'es',
    chunkFileNames: nameChunk,
    plugins: [minify],
  });
  await build.close();
  assertNoZod(chunks);
  const hash = createHash('sha256');
  for (const { fileName, code } of chunks) hash.update(`${fileName}\0${code}\0`);
  const release = `${version}-${hash.digest('hex').slice(0, 8)}`;
  await rm(`${SITE}/widget`, { recursive: true, force: true });
  const folder = `${SITE}/widget/${release}`;
  const rows = [];
  for (const { fileName, code } of chunks) rows.push(await ship(folder, fileName, code));
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  await ship(folder, 'licenses.txt', await licences(modules));
  const first = initial(chunks);
  const brotli = rows
    .filter((row) => first.has(row.name))
    .reduce((sum, row) => sum + row.brotli, 0);
  return { release, rows, brotli };
}

const core = await buildCore();

/** The core's release is all that is baked into the loader. */
const bake = {
  name: 'bake-release',
  transform: (code) => ({
    code: code.replaceAll('ROOMLET_VERSION', JSON.stringify(core.release)),
    map: null,
  }),
};

/** Writes the loader and prints every size; `examples/packed/sizes.test.ts` holds them to the limits. */
const measure = {
  name: 'measure',
  async generateBundle(_options, files) {
    const chunks = Object.values(files);
    assertNoZod(chunks);
    const loader = await ship(SITE, 'widget.js', chunks[0].code);
    const total = {
      name: 'core, all that loads at first',
      brotli: core.brotli,
      limit: LIMITS.core,
    };
    const beside = core.rows.filter(({ name }) => CONVERSATION.test(name));
    const conversation = {
      name: 'and a conversation, in English',
      brotli: beside.reduce((sum, row) => sum + row.brotli, core.brotli),
      limit: LIMITS.conversation,
    };
    const rows = core.rows.map((row) => ({ ...row, name: `${core.release}/${row.name}` }));
    console.log(table([{ ...loader, limit: LIMITS.loader }, ...rows, total, conversation]));
  },
};

/** The loader, after the core: it needs the core's name. */
export default {
  input: 'dist/embed/loader.js',
  plugins: [...plugins, bake],
  output: { file: `${SITE}/widget.js`, format: 'iife', plugins: [minify, measure] },
};
