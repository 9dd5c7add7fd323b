import { brotliCompressSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

/** The whole SDK, as a browser would load it. Bytes of brotli; a test holds it to them. */
const LIMIT = 6 * 1024;

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

/**
 * What the SDK's own parts call each other's fields. None of them is in the public surface, on the
 * wire or in the storage, nor of anything the platform gives; a test holds the result to that.
 */
const INTERNAL = [
  ...['advance', 'ask', 'attempt', 'dispatch', 'due', 'emit', 'end', 'enter', 'forget', 'head'],
  ...['heard', 'isInside', 'joined', 'list', 'load', 'moved', 'noteHead', 'open', 'own', 'pause'],
  ...['ponged', 'pushed', 'put', 'receive', 'refresh', 'resume', 'run', 'sent', 'settle', 'stop'],
  ...['stored', 'tell'],
];

export default {
  input: 'dist/index.js',
  output: { file: 'dist/sdk.min.js', format: 'es', sourcemap: 'hidden' },
  plugins: [
    resolve(),
    terser({
      module: true,
      ecma: 2022,
      compress: { passes: 3, pure_getters: true, inline: 1 },
      mangle: { properties: { regex: new RegExp(`^(${INTERNAL.join('|')})$`), builtins: true } },
    }),
    measure,
  ],
};
