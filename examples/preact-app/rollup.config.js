// Bundles what `npx tsc -b` wrote: npx rollup -c examples/preact-app/rollup.config.js
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default {
  input: here('../dist/preact-app/app.js'),
  // The widget's languages are files of their own, each loaded when it is spoken.
  output: { dir: here('dist'), entryFileNames: 'app.js', format: 'es' },
  plugins: [nodeResolve({ browser: true })],
};
