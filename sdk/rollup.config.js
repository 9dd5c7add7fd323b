import { brotliCompressSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** The whole SDK, as a browser would load it. Bytes of brotli. */
const BUDGET = 6 * 1024;

/** Fails the build when the bundle is over its budget or has zod in it. */
const budget = {
  name: 'budget',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const size = brotliCompressSync(chunk.code).length;
      console.log(`${chunk.fileName}: ${size} of ${BUDGET} bytes brotli`);
      if (size > BUDGET)
        this.error(`${chunk.fileName} is over its budget by ${size - BUDGET} bytes.`);
      const zod = Object.keys(chunk.modules).find((id) => id.includes('/zod/'));
      if (zod) this.error(`${chunk.fileName} must not contain zod (${zod}).`);
    }
  },
};

export default {
  input: 'dist/index.js',
  output: { file: 'dist/sdk.min.js', format: 'es', sourcemap: true },
  plugins: [
    resolve(),
    terser({ module: true, ecma: 2022, compress: { passes: 3, pure_getters: true, inline: 1 } }),
    budget,
  ],
};
