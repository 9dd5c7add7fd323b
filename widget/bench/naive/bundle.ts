import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';

const DIST = fileURLToPath(new URL('../dist/naive', import.meta.url));

/** Bundles what `tsc` made of the page. @returns the folder that has it as `bundle.js` */
export async function bundleNaive(): Promise<string> {
  const build = await rollup({
    input: `${DIST}/page.js`,
    plugins: [nodeResolve({ browser: true })],
  });
  await build.write({ file: `${DIST}/bundle.js`, format: 'es' });
  await build.close();
  return DIST;
}
