// Run by `npx rollup -c` here, after `npx tsc -b` at the top: bundles what tsc wrote.
import { nodeResolve } from '@rollup/plugin-node-resolve';

export default {
  input: '../dist/preact-app/app.js',
  output: { file: 'dist/app.js', format: 'es' },
  plugins: [nodeResolve({ browser: true })],
};
