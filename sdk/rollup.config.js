import { brotliCompressSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** The whole SDK, as a browser would load it. Bytes of brotli; a test holds it to them. */
const LIMIT = Math.floor(7.4 * 1024);

/** Prints the size, and fails the build when zod is in the bundle. */
const measure = {
  name: 'measure',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const size = brotliCompressSync(chunk.code).length;
      console.log(`${chunk.fileName}: ${size} of ${LIMIT} bytes brotli`);
      const zod = Object.keys(chunk.modules).find((id) => /[\\/]zod[\\/]/.test(id));
      if (zod) this.error(`${chunk.fileName} must not contain zod (${zod}).`);
    }
  },
};

export default {
  input: 'dist/index.js',
  output: { file: 'dist/sdk.min.js', format: 'es', sourcemap: 'hidden' },
  plugins: [
    resolve(),
    terser({
      module: true,
      ecma: 2022,
      compress: { passes: 3, pure_getters: true, inline: 1, unsafe_arrows: true },
    }),
    measure,
  ],
};
